package dev.onggi.operator.gateway;

import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.operator.localregistry.resource.RegistryConfig;
import dev.onggi.operator.localregistry.resource.RegistryDeployment;
import dev.onggi.operator.localregistry.resource.RegistryImages;
import dev.onggi.testbed.Programs;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What pulls the images of one upstream through and keeps them, as the operator sets it up: its environment, its
 * configuration and the program that tells its user are those of the registry's Pod, but for where things lie.
 */
final class PullingThrough implements AutoCloseable {

    private final ProgramRun run;
    private final int port;
    private final Path data;

    private PullingThrough(ProgramRun run, int port, Path data) {
        this.run = run;
        this.port = port;
        this.data = data;
    }

    /**
     * Starts one.
     *
     * @param secret directory with the files username and password; without them there is no user
     * @param work takes what it keeps, its configuration and its log
     */
    static PullingThrough of(URI upstream, Path secret, Path work) throws IOException {
        var registry = registry(upstream);
        var places = Map.of(
                "/etc/distribution", work.toString(),
                "/var/lib/registry", work.resolve("data").toString(),
                "/etc/onggi/upstream/secret", secret.toString());
        for (var file : RegistryConfig.of(registry).getData().entrySet()) {
            var written = Files.writeString(work.resolve(file.getKey()), placed(file.getValue(), places));
            Files.setPosixFilePermissions(written, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        var environment = container(registry).getEnv().stream()
                .collect(Collectors.toMap(
                        variable -> variable.getName(), variable -> placed(variable.getValue(), places)));
        int port = ProgramRun.freePort();
        environment.put("REGISTRY_HTTP_ADDR", "127.0.0.1:" + port);
        var run = ProgramRun.start(
                List.of(
                        Programs.registry().toString(),
                        "serve",
                        work.resolve(RegistryConfig.KEY).toString()),
                environment,
                port,
                work.resolve("registry.log"));
        return new PullingThrough(run, port, Files.createDirectories(work.resolve("data")));
    }

    private static Container container(LocalRegistry registry) {
        return RegistryDeployment.of(registry, new RegistryImages("registry", "gateway"), "", Optional.empty())
                .getSpec()
                .getTemplate()
                .getSpec()
                .getInitContainers()
                .getLast();
    }

    private static LocalRegistry registry(URI upstream) {
        return Serialization.unmarshal("""
                apiVersion: onggi.dev/v1alpha1
                kind: LocalRegistry
                metadata: {name: registry, namespace: team-a, uid: 5b6ad4f0-0000-4000-8000-000000000001}
                spec: {upstreams: [{host: docker.io, mirror: "%s", secretRef: {name: upstream-user}}]}
                """.formatted(upstream), LocalRegistry.class);
    }

    private static String placed(String text, Map<String, String> places) {
        var placed = text;
        for (var place : places.entrySet()) {
            placed = placed.replace(place.getKey(), place.getValue());
        }
        return placed;
    }

    int port() {
        return port;
    }

    /** The registry's storage, in which it keeps what it pulled. */
    Path data() {
        return data;
    }

    /** Whether it still runs. */
    boolean alive() {
        return run.alive();
    }

    @Override
    public void close() {
        run.close();
    }
}
