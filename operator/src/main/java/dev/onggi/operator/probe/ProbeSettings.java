package dev.onggi.operator.probe;

import static dev.onggi.operator.registry.CanaryImage.FLAT_REPOSITORY;

import dev.onggi.operator.registry.DockerConfig;
import dev.onggi.operator.registry.RegistryEndpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What a probe is told: by its environment, and by files.
 *
 * @param endpoint the registry
 * @param repository where to put the image
 */
record ProbeSettings(RegistryEndpoint endpoint, String repository) {

    private static final String DOCKER_HUB = "docker.io";
    private static final String DOCKER_HUB_REGISTRY = "registry-1.docker.io";

    /** Reads them; a file that is not there counts as not given. */
    static ProbeSettings of(Map<String, String> environment) {
        var host = environment.get("ONGGI_PROBE_HOST");
        var prefix = environment.getOrDefault("ONGGI_PROBE_PREFIX", "");
        var user = file(environment, "ONGGI_PROBE_CREDENTIALS").flatMap(document -> DockerConfig.user(document, host));
        var endpoint = new RegistryEndpoint(
                host.equals(DOCKER_HUB) ? DOCKER_HUB_REGISTRY : host,
                file(environment, "ONGGI_PROBE_CA").orElse(""),
                user,
                Boolean.parseBoolean(environment.get("ONGGI_PROBE_PLAIN_HTTP")));
        return new ProbeSettings(endpoint, prefix.isEmpty() ? FLAT_REPOSITORY : prefix + "/" + FLAT_REPOSITORY);
    }

    private static Optional<String> file(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name))
                .map(Path::of)
                .filter(Files::isRegularFile)
                .map(ProbeSettings::read);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
