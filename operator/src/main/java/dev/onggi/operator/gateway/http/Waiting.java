package dev.onggi.operator.gateway.http;

import java.util.function.LongSupplier;

/** Who keeps a connection waiting, and since when. It begins with the client, who is to send a request. */
final class Waiting {

    private final LongSupplier nanoTime;
    private boolean forClient = true;
    private boolean busy;
    private long since;

    Waiting(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.since = nanoTime.getAsLong();
    }

    /** A request's head has come. */
    void begun() {
        busy = true;
        forRegistry();
    }

    /** The answer is out. */
    void ended() {
        busy = false;
        forClient();
    }

    /** The client's turn; each call is a step forward. */
    void forClient() {
        forClient = true;
        since = nanoTime.getAsLong();
    }

    /** The registry's turn, or our own; each call is a step forward. */
    void forRegistry() {
        forClient = false;
        since = nanoTime.getAsLong();
    }

    boolean busy() {
        return busy;
    }

    boolean overdue() {
        return nanoTime.getAsLong() - since > (forClient ? Connections.CLIENT_NANOS : Connections.REGISTRY_NANOS);
    }
}
