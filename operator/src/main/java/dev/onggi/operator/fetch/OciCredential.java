package dev.onggi.operator.fetch;

import dev.onggi.operator.registry.DockerConfig;
import dev.onggi.operator.registry.RegistryEndpoint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The user and the CA to pull with, as they are mounted: pull has the keys of a Secret, ca a CA of the registry's own.
 *
 * @param mounts the directory with both
 */
record OciCredential(Path mounts) {

    /** A Secret is at most that large. */
    private static final int LONGEST = 1 << 20;

    /** The user of a registry; empty where none is given for this very host. */
    Optional<RegistryEndpoint.User> user(String host) throws IOException {
        return read("pull/.dockerconfigjson").flatMap(document -> DockerConfig.user(document, host));
    }

    /** Whether there is a Secret with users. */
    boolean isThere() {
        return Files.exists(mounts.resolve("pull/.dockerconfigjson"));
    }

    /** The CA, in PEM; empty: the public ones. */
    String ca() throws IOException {
        var ofSecret = read("pull/ca.crt");
        return ofSecret.isPresent() ? ofSecret.get() : read("ca/ca.crt").orElse("");
    }

    private Optional<String> read(String file) throws IOException {
        try (var in = Files.newInputStream(mounts.resolve(file))) {
            return Optional.of(new String(in.readNBytes(LONGEST), StandardCharsets.UTF_8));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }
}
