package dev.onggi.operator.nodeagent;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;

/** Reads small text files whose size others decide. */
final class BoundedText {

    /** The API server takes no ConfigMap that is larger: what is longer than this cannot be what we wrote. */
    private static final int LIMIT = 1024 * 1024;

    private BoundedText() {}

    /**
     * The file's text, cut after 1 MiB; what is not UTF-8 comes out as replacement characters and so equals
     * nothing of ours.
     */
    static String read(Path file, OpenOption... options) throws IOException {
        try (InputStream in = Files.newInputStream(file, options)) {
            return new String(in.readNBytes(LIMIT), StandardCharsets.UTF_8);
        }
    }
}
