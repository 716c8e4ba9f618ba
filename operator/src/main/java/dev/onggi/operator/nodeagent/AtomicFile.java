package dev.onggi.operator.nodeagent;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Writes files that others read at any moment: they see the old content or the new one, never a part. */
final class AtomicFile {

    /**
     * How the names of our temporary files and directories start; one that is found at the start of a round was
     * left over by a crash.
     */
    static final String TEMPORARY = ".onggi-tmp-";

    private AtomicFile() {}

    /** Replaces the file by one with this content, by a temporary file beside it and a rename. */
    static void replace(Path file, String content) throws IOException {
        Path temporary = temporaryFor(file);
        writeDurably(temporary, content);
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** The name under which something is made before it is renamed into its place. */
    static Path temporaryFor(Path file) {
        // the end keeps CRI-O from reading it, for which every .conf in its directory counts
        return file.resolveSibling(TEMPORARY + file.getFileName() + "~");
    }

    /**
     * Without force(), a power cut after the rename can leave an empty file, and an empty hosts.toml has no
     * header: it would not be ours.
     */
    static void writeDurably(Path file, String content) throws IOException {
        try (FileChannel channel = FileChannel.open(
                file,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE,
                LinkOption.NOFOLLOW_LINKS)) {
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(content);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }
}
