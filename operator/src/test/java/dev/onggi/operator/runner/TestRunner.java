package dev.onggi.operator.runner;

import dev.onggi.operator.builder.api.BuilderApi;
import io.fabric8.kubernetes.api.model.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;

/** A runner as it is in a builder's Pod, with a container for builds that a test speaks for. */
public final class TestRunner implements AutoCloseable {

    private final FakeScripts builder = new FakeScripts();
    private final Path root;
    private final Builds builds;
    private final RunnerServer server;

    private TestRunner(Path root, String address) throws IOException, GeneralSecurityException {
        this.root = root;
        this.builds = new Builds(
                new BuildFiles(root.resolve("builds"), root.resolve("sources")),
                new FakeScripts(),
                builder,
                4,
                Clock.systemUTC());
        new FirstOrder(root).begin(builds);
        this.server = new RunnerServer(
                builds, new RunnerTls(root).context(), new InetSocketAddress(address, BuilderApi.PORT));
        server.start();
    }

    /**
     * Starts one.
     *
     * @param root a directory that is empty
     * @param address of its Pod
     * @param secret that its Pod mounts
     */
    public static TestRunner start(Path root, String address, Secret secret) {
        try {
            for (var key : List.of("tls.crt", "tls.key", "ca.crt", BuilderApi.FIRST_ORDER)) {
                Files.write(
                        root.resolve(key),
                        Base64.getDecoder().decode(secret.getData().get(key)));
            }
            return new TestRunner(root, address);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What it was told, as "start ID" and "stop ID". */
    public List<String> commands() {
        return List.copyOf(builder.commands);
    }

    /** A script has told something, and ends. */
    public void ends(String id, int exitCode, String told) {
        try {
            Files.writeString(root.resolve("builds").resolve(id).resolve("told"), told);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        builder.end(id, exitCode);
    }

    /** The credential that a build was handed. */
    public String credential(String id) {
        try {
            return Files.readString(root.resolve("builds").resolve(id).resolve("onggi/push/config.json"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The builds that it knows. */
    public List<String> builds() {
        try {
            return builds.changes(-1, Duration.ZERO).ids();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop();
    }
}
