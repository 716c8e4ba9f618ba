package dev.onggi.operator.localregistry.resource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The scripts of a registry that pulls through. The same for all: what a user says comes as arguments and files. */
enum UpstreamScript {
    /** Runs it. */
    SERVE("/upstream/serve.sh"),
    /** Tells it which user it is at its upstream. */
    USER("/upstream/user.sh");

    private final String file;

    UpstreamScript(String file) {
        this.file = file;
    }

    String text() {
        try (var script = UpstreamScript.class.getResourceAsStream(file)) {
            if (script == null) {
                throw new IllegalStateException("the resource " + file + " is missing from the operator");
            }
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
