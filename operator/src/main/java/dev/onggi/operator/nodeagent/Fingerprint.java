package dev.onggi.operator.nodeagent;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;

/** Tells whether files have changed, by their sizes and times: it is asked every few seconds and must cost nothing. */
final class Fingerprint {

    private Fingerprint() {}

    /** The fingerprint of files and directories, there or not, by their paths on the node. */
    static String of(Path root, Collection<String> paths) {
        StringBuilder all = new StringBuilder();
        for (String path : paths) {
            all.append(path)
                    .append(' ')
                    .append(look(root.resolve(Path.of("/").relativize(Path.of(path)))))
                    .append('\n');
        }
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(all.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    private static String look(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return attributes.size() + " " + attributes.lastModifiedTime();
        } catch (NoSuchFileException e) {
            return "absent";
        } catch (IOException e) {
            return "unreadable";
        }
    }
}
