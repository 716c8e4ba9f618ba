package dev.onggi.operator.gateway.touch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * What requests have named, and when. A request holds what it names while it is answered, and leaves a touch behind where
 * its client has learnt that something is there. The collector claims what nobody holds and nobody has touched for long.
 */
public final class Touches implements Claims {

    /** How many seconds a request waits at most for what it names to be deleted. */
    public static final int LONGEST_WAIT_SECONDS = 30;

    /** How many things are remembered at most. About 90 bytes each. */
    public static final int ROOM = 150_000;

    private final TouchMap touches;

    /**
     * Nothing is touched yet.
     *
     * @param grace how long something is in use after a request has named it
     * @param nanoTime {@link System#nanoTime}: a clock that is set must not end the time of grace
     */
    public Touches(Duration grace, LongSupplier nanoTime) {
        this(grace, nanoTime, ROOM);
    }

    Touches(Duration grace, LongSupplier nanoTime, int room) {
        this.touches = new TouchMap(grace, nanoTime, room);
    }

    /**
     * Goes on from what the gateway before knew: the time in between counts for nothing. Call it before the first request
     * is answered.
     */
    public void takeOver(KeptTouches kept) {
        touches.takeOver(kept);
    }

    /** What the next gateway must know. Call it after the last request has been answered. */
    public KeptTouches kept() {
        return touches.kept();
    }

    /**
     * Holds things for a request, waiting for the claims on them to end.
     *
     * @return the hold; fails with {@link java.util.concurrent.TimeoutException} where a claim does not end in
     *     {@value #LONGEST_WAIT_SECONDS} s, and then nothing is held
     */
    public CompletableFuture<Hold> hold(List<TouchKey> keys) {
        if (keys.isEmpty()) {
            return CompletableFuture.completedFuture(Hold.NOTHING);
        }
        return hold(keys, new ArrayList<>(keys.size()));
    }

    // the collector never waits for a request, so requests may keep what they have while they wait for the rest
    private CompletableFuture<Hold> hold(List<TouchKey> keys, List<TouchKey> held) {
        while (held.size() < keys.size()) {
            var key = keys.get(held.size());
            var claim = touches.hold(key);
            if (claim != null) {
                return claim.copy()
                        .orTimeout(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS)
                        .whenComplete((_, failure) -> {
                            if (failure != null) {
                                touches.release(held, false);
                            }
                        })
                        .thenCompose(_ -> hold(keys, held));
            }
            held.add(key);
        }
        return CompletableFuture.completedFuture(new Held(held));
    }

    /** Forgets what was touched too long ago to matter. Call it every few minutes. */
    public void prune() {
        touches.prune();
    }

    @Override
    public Optional<Claim> claimDigest(String digest) {
        return claim(TouchKey.digest(digest));
    }

    @Override
    public Optional<Claim> claimTag(String repository, String tag) {
        return claim(TouchKey.tag(repository, tag));
    }

    private Optional<Claim> claim(TouchKey key) {
        return touches.claim(key) ? Optional.of(new Claimed(key)) : Optional.empty();
    }

    @Override
    public Memory remember() {
        touches.remember();
        return touches::rememberNoMore;
    }

    @Override
    public Optional<Duration> refusedFor() {
        return touches.refusedFor();
    }

    /** How many things are remembered. */
    long size() {
        return touches.size();
    }

    private final class Held implements Hold {

        private final List<TouchKey> keys;
        private boolean released;

        Held(List<TouchKey> keys) {
            this.keys = keys;
        }

        @Override
        public void touched() {
            release(true);
        }

        @Override
        public void forgotten() {
            release(false);
        }

        private synchronized void release(boolean lasting) {
            if (!released) {
                released = true;
                touches.release(keys, lasting);
            }
        }
    }

    private final class Claimed implements Claim {

        private final TouchKey key;
        private boolean closed;

        Claimed(TouchKey key) {
            this.key = key;
        }

        @Override
        public synchronized void close() {
            if (!closed) {
                closed = true;
                touches.unclaim(key).ifPresent(waiting -> waiting.complete(null));
            }
        }
    }
}
