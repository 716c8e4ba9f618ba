package dev.onggi.operator.gateway;

import dev.onggi.operator.gateway.access.Users;
import dev.onggi.operator.gateway.collect.StorageServices;
import dev.onggi.operator.gateway.handover.Handover;
import dev.onggi.operator.gateway.handover.HandoverException;
import dev.onggi.operator.gateway.http.GatewayServer;
import dev.onggi.operator.gateway.http.ServerSettings;
import dev.onggi.operator.gateway.touch.Touches;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.net.KeyCertOptions;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** A gateway that serves: its server, and the files and the storage behind it. */
final class RunningGateway implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(30);
    private static final Duration DRAIN = Duration.ofSeconds(10);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final int MOST_LOOPS = 4;

    private final Vertx vertx;
    private final GatewayServer server;
    private final Touches touches;
    private final Optional<StorageServices> services;
    private final Background background;

    private RunningGateway(
            Vertx vertx,
            GatewayServer server,
            Touches touches,
            Optional<StorageServices> services,
            Background background) {
        this.vertx = vertx;
        this.server = server;
        this.touches = touches;
        this.services = services;
        this.background = background;
    }

    /**
     * Starts a gateway.
     *
     * @throws SettingsException where a file or the storage cannot be used, or the port cannot be had
     */
    static RunningGateway start(GatewaySettings settings, Consumer<String> log) throws SettingsException {
        int loops = Math.clamp(Runtime.getRuntime().availableProcessors(), 1, MOST_LOOPS);
        var vertx = Vertx.vertx(options(loops));
        try {
            return start(settings, log, vertx, loops);
        } catch (SettingsException e) {
            vertx.close();
            throw e;
        }
    }

    private static RunningGateway start(GatewaySettings settings, Consumer<String> log, Vertx vertx, int loops)
            throws SettingsException {
        Optional<Watched<Users>> users = settings.users().isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Watched<>("users", new UsersFile(settings.users().get()), log));
        Optional<Watched<ServerCertificate>> certificate = settings.tls().isEmpty()
                ? Optional.empty()
                : Optional.of(new Watched<>(
                        "certificate", new TlsFiles(vertx, settings.tls().get()), log));
        var touches = new Touches(settings.grace(), System::nanoTime);
        var services = settings.storage().map(storage -> StorageServices.open(storage, touches, Clock.systemUTC()));
        var nobody = Users.none();
        var keys = certificate.map(files -> new ServerKeyManager(files.value()));
        var server = new GatewayServer(
                vertx,
                loops,
                new ServerSettings(
                        settings.listen(),
                        settings.registry(),
                        settings.upstreams(),
                        settings.patience(),
                        () -> users.map(Watched::value).orElse(nobody),
                        touches,
                        services,
                        log),
                keys.map(KeyCertOptions::wrap));
        if (services.isPresent()) {
            takeOver(services.get().handover(), touches, log);
        }
        listen(server, settings);
        var background = new Background(log);
        users.ifPresent(file -> background.every(LOOK, () -> file.look(_ -> {})));
        certificate.ifPresent(files -> background.every(LOOK, () -> files.look(keys.orElseThrow()::use)));
        background.every(Duration.ofMinutes(2), touches::prune);
        services.ifPresent(all ->
                background.every(Duration.ofMinutes(1), () -> all.handover().deleteOld()));
        return new RunningGateway(vertx, server, touches, services, background);
    }

    private static void takeOver(Handover handover, Touches touches, Consumer<String> log) throws SettingsException {
        try {
            handover.takeOver().ifPresent(touches::takeOver);
        } catch (HandoverException e) {
            throw new SettingsException(e.getMessage(), e);
        }
        touches.refusedFor()
                .ifPresent(left -> log.accept(
                        "not all that was in use is known: nothing is deleted for " + left.toSeconds() + " s"));
    }

    private static void listen(GatewayServer server, GatewaySettings settings) throws SettingsException {
        try {
            await(server.start(), START);
        } catch (ExecutionException e) {
            throw new SettingsException(
                    "it cannot serve on port " + settings.listen() + ": "
                            + e.getCause().getMessage(),
                    e);
        } catch (TimeoutException e) {
            throw new SettingsException("it did not get to serve within " + START.toSeconds() + " s", e);
        }
    }

    int port() {
        return server.port();
    }

    /**
     * Sends new requests away, lets those that run finish for 10 s, leaves what they named to the next gateway, and ends.
     * Deleting ends first: the next gateway may serve already, and its requests hold nothing here.
     */
    @Override
    public void close() {
        server.drain();
        long end = System.nanoTime() + DRAIN.toNanos();
        try {
            services.ifPresent(all -> all.collections().close());
            while (System.nanoTime() < end && await(server.busy(), START) > 0) {
                TimeUnit.MILLISECONDS.sleep(50);
            }
            background.close();
            await(vertx.close(), START);
            // now there is nobody left who could be given an answer
            services.ifPresent(all -> all.handover().leave(touches.kept()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // then it ends without waiting
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the gateway did not end in good order", e);
        }
    }

    private static <T> T await(Future<T> future, Duration longest) throws ExecutionException, TimeoutException {
        try {
            return future.toCompletionStage().toCompletableFuture().get(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TimeoutException("interrupted");
        }
    }

    private static VertxOptions options(int loops) {
        return new VertxOptions()
                .setEventLoopPoolSize(loops)
                .setWorkerPoolSize(4)
                .setInternalBlockingPoolSize(2)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false));
    }
}
