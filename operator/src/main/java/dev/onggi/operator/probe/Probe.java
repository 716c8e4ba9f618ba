package dev.onggi.operator.probe;

import dev.onggi.operator.registry.CanaryImage;
import dev.onggi.operator.registry.HttpRegistryClient;
import dev.onggi.operator.registry.RegistryClient;
import dev.onggi.operator.registry.RegistryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Puts the canary's image into a registry, and reads it back. */
public final class Probe {

    private static final Path TERMINATION_MESSAGE = Path.of("/dev/termination-log");

    private final RegistryClient client;

    Probe(RegistryClient client) {
        this.client = client;
    }

    /** Exits with 0 when the image is there, with 1 when it is not: the termination message says why. */
    public static void main(String[] arguments) throws IOException {
        var report = new Probe(HttpRegistryClient.withTokens()).run(ProbeSettings.of(System.getenv()));
        Files.writeString(TERMINATION_MESSAGE, report.json());
        System.exit(report.kind() == null ? 0 : 1);
    }

    ProbeReport run(ProbeSettings settings) {
        var image = new CanaryImage();
        try {
            image.pushTo(client, settings.endpoint(), settings.repository());
            client.manifest(
                    settings.endpoint(), settings.repository(), image.digest().value());
            return ProbeReport.pushed();
        } catch (RegistryException e) {
            return ProbeReport.of(e);
        }
    }
}
