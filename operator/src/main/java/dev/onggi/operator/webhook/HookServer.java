package dev.onggi.operator.webhook;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.util.concurrent.CompletionException;

/** The port that the webhooks come to, with bounds for whoever may reach it. */
final class HookServer {

    /** Who sends nothing for so long is hung up on: the places for events are few. */
    private static final int IDLE_SECONDS = 10;

    private static final int LONGEST_LINE = 1024;
    private static final int LONGEST_HEADERS = 16 * 1024;

    private final HttpServer server;

    HookServer(Vertx vertx, HookHandler handler) {
        this.server = vertx.createHttpServer(new HttpServerOptions()
                        .setIdleTimeout(IDLE_SECONDS)
                        .setMaxInitialLineLength(LONGEST_LINE)
                        .setMaxHeaderSize(LONGEST_HEADERS)
                        .setHttp2ClearTextEnabled(false)
                        .setHandle100ContinueAutomatically(true))
                .requestHandler(handler);
    }

    /**
     * Listens on all addresses.
     *
     * @param port 0: any that is free
     * @return the port
     * @throws CompletionException where the port is taken
     */
    int listen(int port) {
        return server.listen(port)
                .toCompletionStage()
                .toCompletableFuture()
                .join()
                .actualPort();
    }

    void close() {
        server.close().toCompletionStage().toCompletableFuture().join();
    }
}
