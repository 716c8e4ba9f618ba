package dev.onggi.operator.gateway.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;

/**
 * What a client still sends after it has been answered. A little is read and thrown away, so that the client sees the answer
 * and the connection can be used again; for more the connection is closed.
 */
final class Leftover {

    private static final long MOST_BYTES = 1L << 20;
    private static final long LONGEST_MILLIS = 5_000;

    private Leftover() {}

    static void discard(HttpServerRequest request) {
        if (request.isEnded()) {
            return;
        }
        if (Payload.of(request) instanceof Payload.None) {
            request.resume();
            return;
        }
        var connection = request.connection();
        var bytes = new long[1];
        request.exceptionHandler(_ -> {});
        request.handler(buffer -> {
            bytes[0] += buffer.length();
            if (bytes[0] > MOST_BYTES) {
                connection.close();
            }
        });
        long timer = Vertx.currentContext().owner().setTimer(LONGEST_MILLIS, _ -> connection.close());
        request.endHandler(_ -> Vertx.currentContext().owner().cancelTimer(timer));
        request.resume();
    }
}
