package dev.onggi.operator.localregistry.resource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The script that runs a registry which pulls through. The same for all: what a user says comes as arguments and files. */
final class UpstreamScript {

    private static final String FILE = "/upstream/serve.sh";

    private UpstreamScript() {}

    static String text() {
        try (var file = UpstreamScript.class.getResourceAsStream(FILE)) {
            if (file == null) {
                throw new IllegalStateException("the resource " + FILE + " is missing from the operator");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
