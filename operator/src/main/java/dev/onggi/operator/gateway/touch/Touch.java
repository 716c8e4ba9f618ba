package dev.onggi.operator.gateway.touch;

import java.util.concurrent.CompletableFuture;

/**
 * What is known of one digest or tag. Changed only under the lock of its place in the map; never after it has left the map.
 */
final class Touch {

    private int holders;
    private boolean claimed;
    private boolean touched;
    private long last;
    private CompletableFuture<Void> released;

    boolean claimed() {
        return claimed;
    }

    void claim() {
        claimed = true;
    }

    /** Ends the claim, and says whom to wake, once the map's lock has been given back; null for nobody. */
    CompletableFuture<Void> unclaim() {
        claimed = false;
        var waiting = released;
        released = null;
        return waiting;
    }

    /** What completes when the claim ends. */
    CompletableFuture<Void> released() {
        if (released == null) {
            released = new CompletableFuture<>();
        }
        return released;
    }

    void hold() {
        holders++;
    }

    void release() {
        holders--;
    }

    void touch(long now) {
        touched = true;
        last = now;
    }

    /** Whether a request has it now or had it within the time of grace. */
    boolean inUse(long now, long grace) {
        return holders > 0 || (touched && now - last < grace);
    }

    /** How long ago it was named, which is just now while it is held. */
    long age(long now) {
        return holders > 0 ? 0 : now - last;
    }

    /** Whether nothing would be lost by forgetting it. */
    boolean idle(long now, long grace) {
        return !claimed && !inUse(now, grace);
    }

    /** Whether it is neither held nor claimed. */
    boolean free() {
        return holders == 0 && !claimed;
    }
}
