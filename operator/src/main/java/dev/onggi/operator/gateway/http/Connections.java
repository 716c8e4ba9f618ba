package dev.onggi.operator.gateway.http;

import io.vertx.core.http.HttpConnection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The connections of one event loop, and who keeps each of them waiting. One that waits for its client too long is closed,
 * whatever the client dribbles: the next request's head, a request's body, or room for an answer.
 */
final class Connections {

    /**
     * A client gets this long for each step. Longer than the 90 s for which clients in Go keep a connection that they do not
     * use (https://pkg.go.dev/net/http#RoundTripper, DefaultTransport): else a request could meet its end and fail with EOF.
     */
    static final long CLIENT_NANOS = TimeUnit.SECONDS.toNanos(120);
    /** The registry gets longer: it may move a large upload in a bucket before it answers. */
    static final long REGISTRY_NANOS = TimeUnit.MINUTES.toNanos(15);

    private final int most;
    private final LongSupplier nanoTime;
    private final Map<HttpConnection, Waiting> connections = new HashMap<>();

    /**
     * None yet.
     *
     * @param most how many there may be; further ones are closed at once
     */
    Connections(int most, LongSupplier nanoTime) {
        this.most = most;
        this.nanoTime = nanoTime;
    }

    void opened(HttpConnection connection) {
        if (connections.size() >= most) {
            connection.close();
            return;
        }
        connections.put(connection, new Waiting(nanoTime));
        connection.closeHandler(_ -> connections.remove(connection));
    }

    /** Who keeps a connection waiting; for one that is closed already, nobody looks at it. */
    Waiting of(HttpConnection connection) {
        return connections.getOrDefault(connection, new Waiting(nanoTime));
    }

    /** Closes what has waited too long. Call it every few seconds. */
    void sweep() {
        new ArrayList<>(connections.entrySet())
                .stream()
                        .filter(entry -> entry.getValue().overdue())
                        .forEach(entry -> entry.getKey().close());
    }

    /** How many requests are being answered. */
    long busy() {
        return connections.values().stream().filter(Waiting::busy).count();
    }
}
