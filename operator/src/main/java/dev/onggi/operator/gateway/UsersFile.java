package dev.onggi.operator.gateway;

import dev.onggi.operator.gateway.access.Users;
import dev.onggi.operator.gateway.access.UsersDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The file with the users.
 *
 * @param file where it is
 */
record UsersFile(Path file) implements Watched.Source<Users> {

    @Override
    public byte[] content() throws IOException {
        return Files.readAllBytes(file);
    }

    @Override
    public Users parse(byte[] content) throws IOException {
        try {
            return UsersDocument.read(content);
        } catch (IOException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }
}
