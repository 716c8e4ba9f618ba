package dev.onggi.operator.gateway.collect;

import java.io.InterruptedIOException;

/** Ends a collection between two steps; a step itself is never cut short. */
final class Stop {

    private volatile boolean wanted;

    void want() {
        wanted = true;
    }

    /**
     * Goes on, unless the end is wanted.
     *
     * @throws InterruptedIOException where it is
     */
    void check() throws InterruptedIOException {
        if (wanted) {
            throw new InterruptedIOException("the registry's Pod ends");
        }
    }
}
