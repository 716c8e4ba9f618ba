package dev.onggi.operator.gateway.touch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * What requests have named, and when. A request holds what it names while it is answered, and leaves a touch behind where
 * its client has learnt that something is there. The collector claims what nobody holds and nobody has touched for long.
 *
 * <p>Memory is bounded: where more things are touched within the time of grace than it has room for, all is forgotten and,
 * as after a start, nothing can be claimed until that time has passed once more.
 */
public final class Touches implements Claims {

    /** How many seconds a request waits at most for what it names to be deleted. */
    public static final int LONGEST_WAIT_SECONDS = 30;

    /** About 90 bytes each. */
    private static final int ROOM = 150_000;

    private final ConcurrentHashMap<TouchKey, Touch> touches = new ConcurrentHashMap<>();
    private final LongSupplier nanoTime;
    private final long grace;
    private final int room;
    /** Since when touches are known without a gap. Read under the lock of a place in the map: see {@link #forgetAll}. */
    private volatile long knownSince;

    private volatile boolean remembering;
    private volatile long rememberedSince;

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
        this.grace = grace.toNanos();
        this.nanoTime = nanoTime;
        this.room = room;
        this.knownSince = nanoTime.getAsLong();
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
            var claim = holdOne(key);
            if (claim != null) {
                return claim.copy()
                        .orTimeout(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS)
                        .whenComplete((_, failure) -> {
                            if (failure != null) {
                                held.forEach(one -> release(one, false));
                            }
                        })
                        .thenCompose(_ -> hold(keys, held));
            }
            held.add(key);
        }
        return CompletableFuture.completedFuture(new Held(held));
    }

    /** Null where it is held now; else what completes when it may be tried again. */
    private CompletableFuture<Void> holdOne(TouchKey key) {
        var wait = new ArrayList<CompletableFuture<Void>>(1);
        touches.compute(key, (_, known) -> {
            var touch = known == null ? new Touch() : known;
            if (touch.claimed()) {
                wait.add(touch.released());
            } else {
                touch.hold();
            }
            return touch;
        });
        return wait.isEmpty() ? null : wait.getFirst();
    }

    private void release(TouchKey key, boolean lasting) {
        long now = nanoTime.getAsLong();
        touches.computeIfPresent(key, (_, touch) -> {
            touch.release();
            if (lasting) {
                touch.touch(now);
            }
            return touch.idle(now, grace(now)) ? null : touch;
        });
    }

    private void releaseAll(List<TouchKey> keys, boolean lasting) {
        keys.forEach(key -> release(key, lasting));
        if (touches.mappingCount() > room) {
            prune();
            if (touches.mappingCount() > room) {
                forgetAll();
            }
        }
    }

    /** Forgets what was touched too long ago to matter. Call it every few minutes. */
    public void prune() {
        long now = nanoTime.getAsLong();
        touches.keySet().forEach(key -> touches.computeIfPresent(key, (_, t) -> t.idle(now, grace(now)) ? null : t));
    }

    // a claim that finds its place in the map emptied by this has the same lock after it, so it sees the new time
    private void forgetAll() {
        knownSince = nanoTime.getAsLong();
        touches.keySet().forEach(key -> touches.computeIfPresent(key, (_, touch) -> touch.free() ? null : touch));
    }

    @Override
    public Optional<Claim> claimDigest(String digest) {
        return claim(TouchKey.digest(digest));
    }

    @Override
    public Optional<Claim> claimTag(String repository, String tag) {
        return claim(TouchKey.tag(repository, tag));
    }

    @Override
    public Memory remember() {
        rememberedSince = nanoTime.getAsLong();
        remembering = true;
        return () -> remembering = false;
    }

    /** How long something is in use; all that was named since a collection began still is. */
    private long grace(long now) {
        return remembering ? Math.max(grace, now - rememberedSince + 1) : grace;
    }

    private Optional<Claim> claim(TouchKey key) {
        var claimed = new boolean[1];
        touches.compute(key, (_, known) -> {
            long now = nanoTime.getAsLong();
            if (now - knownSince < grace(now) || (known != null && (known.claimed() || known.inUse(now, grace(now))))) {
                return known;
            }
            var touch = new Touch();
            touch.claim();
            claimed[0] = true;
            return touch;
        });
        return claimed[0] ? Optional.of(new Claimed(key)) : Optional.empty();
    }

    /** How many things are remembered. */
    long size() {
        return touches.mappingCount();
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
                releaseAll(keys, lasting);
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
            if (closed) {
                return;
            }
            closed = true;
            var waiting = new ArrayList<CompletableFuture<Void>>(1);
            touches.computeIfPresent(key, (_, touch) -> {
                var released = touch.unclaim();
                if (released != null) {
                    waiting.add(released);
                }
                return null;
            });
            waiting.forEach(released -> released.complete(null));
        }
    }
}
