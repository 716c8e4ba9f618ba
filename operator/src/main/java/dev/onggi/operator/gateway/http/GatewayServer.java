package dev.onggi.operator.gateway.http;

import dev.onggi.operator.gateway.collect.StorageServices;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.Context;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.net.KeyCertOptions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The gateway's server: on each event loop a server of its own on the one port, with its own connections to the registry,
 * so that a request never changes threads.
 */
public final class GatewayServer {

    private static final long SWEEP_MILLIS = 5_000;

    private final Vertx vertx;
    private final int loops;
    private final ServerSettings settings;
    private final Optional<KeyCertOptions> certificate;
    private final RefusalLog refusals;
    private final Turns turns = new Turns();
    private final Silences silences = new Silences(System::nanoTime);
    private final List<Loop> running = new CopyOnWriteArrayList<>();

    /**
     * A server that does not serve yet.
     *
     * @param vertx what it runs on
     * @param loops how many event loops it uses
     * @param certificate what gives it its certificate; without it, it speaks plain HTTP
     */
    public GatewayServer(Vertx vertx, int loops, ServerSettings settings, Optional<KeyCertOptions> certificate) {
        this.vertx = vertx;
        this.loops = loops;
        this.settings = settings;
        this.certificate = certificate;
        this.refusals = new RefusalLog(settings.log(), System::nanoTime);
    }

    /** Starts to serve. Completes with the port. */
    public Future<Integer> start() {
        return vertx.deployVerticle(Loop::new, new DeploymentOptions().setInstances(loops))
                .map(_ -> port());
    }

    /** The port. */
    public int port() {
        return running.getFirst().server.actualPort();
    }

    /** Sends new requests away from now on. */
    public void drain() {
        running.forEach(loop -> loop.context().runOnContext(_ -> loop.door.close()));
    }

    /** How many requests are being answered. */
    public Future<Long> busy() {
        return Future.all(running.stream().map(Loop::busy).toList())
                .map(counts ->
                        counts.<Long>list().stream().mapToLong(Long::longValue).sum());
    }

    private final class Loop extends AbstractVerticle {

        private final Connections connections = new Connections(ServerLimits.CONNECTIONS / loops, System::nanoTime);
        private HttpServer server;
        private FrontDoor door;

        @Override
        public void start(Promise<Void> started) {
            var client = vertx.createHttpClient(ServerLimits.client(), ServerLimits.pool());
            var origins = Origins.of(
                    settings.registry().getHost(), settings.registry().getPort(), settings.upstreams());
            var holding = new Holding(settings.touches());
            var manifests = new ManifestCalls(client);
            var referrers = new ReferrersCalls(manifests, origins, holding, turns);
            var forwarder = new Forwarder(client);
            var upstreams = new UpstreamCalls(
                    vertx,
                    forwarder,
                    settings.services().map(StorageServices::keptTags),
                    settings.patience(),
                    silences);
            door = new FrontDoor(
                    settings.users(),
                    connections,
                    new RegistryCalls(holding, forwarder, referrers, manifests, upstreams, origins),
                    new HealthCheck(client, origins.registry(), System::nanoTime),
                    new AdminApi(vertx, settings.services()),
                    refusals);
            vertx.setPeriodic(SWEEP_MILLIS, _ -> connections.sweep());
            server = vertx.createHttpServer(ServerLimits.server(settings.port(), certificate));
            server.connectionHandler(connections::opened)
                    .exceptionHandler(_ -> {}) // a client that breaks off its handshake is none of our affairs
                    .requestHandler(door)
                    .listen()
                    .onSuccess(_ -> running.add(this))
                    .<Void>mapEmpty()
                    .onComplete(started);
        }

        Context context() {
            return context;
        }

        Future<Long> busy() {
            Promise<Long> promise = Promise.promise();
            context.runOnContext(_ -> promise.complete(connections.busy()));
            return promise.future();
        }
    }
}
