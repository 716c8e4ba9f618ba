package dev.onggi.testbed;

import io.fabric8.kubeapitest.KubeAPIServer;
import io.fabric8.kubeapitest.KubeAPIServerConfigBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A real API server with its etcd and without any node or controller: for schemas, defaults, CEL rules, server-side
 * apply and conflicts. Its programs come from the testbed, which makes them when they are missing.
 */
public final class KubeApi implements AutoCloseable {

    private static final String PROGRAMS = "ONGGI_TESTBED_KUBEAPI_DIR";

    private final Path directory;
    private final KubeAPIServer server;
    private final Thread atExit = new Thread(this::stop, "stop API server");
    private final KubernetesClient client;

    private KubeApi(Path directory, KubeAPIServer server) {
        this.directory = directory;
        this.server = server;
        Runtime.getRuntime().addShutdownHook(atExit);
        server.start();
        this.client = new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(server.getKubeConfigYaml()))
                .build();
    }

    /** Starts one on free ports of this machine. */
    public static KubeApi start() {
        var directory = directory(programs());
        var server = new KubeAPIServer(KubeAPIServerConfigBuilder.anAPIServerConfig()
                .withTestDir(directory.toString())
                .withOfflineMode(true)
                .build());
        return new KubeApi(directory, server);
    }

    private static Path programs() {
        var testbed = Testbed.ofThisProject();
        if (testbed.path("ONGGI_TESTBED_KUBECTL").isEmpty()) {
            // the three are one program, and made together
            testbed.prepare("apiserver");
        }
        return testbed.path(PROGRAMS).orElseThrow().resolve("k8s");
    }

    /** One of its own: the server's certificates lie in it, and would outlive their year beside the kept programs. */
    private static Path directory(Path programs) {
        try {
            var directory = Files.createTempDirectory("onggi-api");
            Files.createSymbolicLink(directory.resolve("k8s"), programs);
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A client with every right; closed with the server. */
    public KubernetesClient client() {
        return client;
    }

    /** A kubeconfig with every right. */
    public String kubeconfig() {
        return server.getKubeConfigYaml();
    }

    @Override
    public void close() {
        client.close();
        Runtime.getRuntime().removeShutdownHook(atExit);
        stop();
    }

    private void stop() {
        server.stop();
        try (var files = Files.list(directory)) {
            for (var file : files.toList()) {
                Files.delete(file);
            }
            Files.delete(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
