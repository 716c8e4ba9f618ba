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
 * Who holds what, who has claimed what, and what was named when. Nobody waits in here.
 *
 * <p>Memory is bounded: where more things are touched within the time of grace than it has room for, all is forgotten and,
 * as after a start, nothing can be claimed until that time has passed once more.
 */
final class TouchMap {

    private final ConcurrentHashMap<TouchKey, Touch> touches = new ConcurrentHashMap<>();
    private final LongSupplier nanoTime;
    private final long grace;
    private final int room;
    /** Since when touches are known without a gap. Read under the lock of a place in the map: see {@link #forgetAll}. */
    private volatile long knownSince;

    private volatile boolean remembering;
    private volatile long rememberedSince;

    TouchMap(Duration grace, LongSupplier nanoTime, int room) {
        this.grace = grace.toNanos();
        this.nanoTime = nanoTime;
        this.room = room;
        this.knownSince = nanoTime.getAsLong();
    }

    /** Null where it is held now; else what completes when it may be tried again. */
    CompletableFuture<Void> hold(TouchKey key) {
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

    /** Gives back what was held; it stays in use for the time of grace where it is to last. */
    void release(List<TouchKey> keys, boolean lasting) {
        keys.forEach(key -> release(key, lasting));
        if (touches.mappingCount() > room) {
            prune();
            if (touches.mappingCount() > room) {
                forgetAll();
            }
        }
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

    /** Forgets what was touched too long ago to matter. */
    void prune() {
        long now = nanoTime.getAsLong();
        touches.keySet().forEach(key -> touches.computeIfPresent(key, (_, t) -> t.idle(now, grace(now)) ? null : t));
    }

    // a claim that finds its place in the map emptied by this has the same lock after it, so it sees the new time
    private void forgetAll() {
        knownSince = nanoTime.getAsLong();
        touches.keySet().forEach(key -> touches.computeIfPresent(key, (_, touch) -> touch.free() ? null : touch));
    }

    /** Whether it is claimed now: it was neither in use nor claimed, and what was named before is known. */
    boolean claim(TouchKey key) {
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
        return claimed[0];
    }

    /** Ends a claim, and says whom to wake; empty for nobody. */
    Optional<CompletableFuture<Void>> unclaim(TouchKey key) {
        var waiting = new ArrayList<CompletableFuture<Void>>(1);
        touches.computeIfPresent(key, (_, touch) -> {
            var released = touch.unclaim();
            if (released != null) {
                waiting.add(released);
            }
            return null;
        });
        return waiting.stream().findFirst();
    }

    /** From now on nothing that is named is forgotten. */
    void remember() {
        rememberedSince = nanoTime.getAsLong();
        remembering = true;
    }

    void rememberNoMore() {
        remembering = false;
    }

    /** How long something is in use; all that was named since a collection began still is. */
    private long grace(long now) {
        return remembering ? Math.max(grace, now - rememberedSince + 1) : grace;
    }

    /** How much longer every claim is refused; empty where they are given. */
    Optional<Duration> refusedFor() {
        long left = grace - (nanoTime.getAsLong() - knownSince);
        return left > 0 ? Optional.of(Duration.ofNanos(left)) : Optional.empty();
    }

    /**
     * What the next gateway must know. What is held counts as named just now: nobody knows what the registry still makes of
     * a request that was cut off.
     */
    KeptTouches kept() {
        long now = nanoTime.getAsLong();
        var kept = new ArrayList<KeptTouches.Kept>();
        touches.keySet()
                .forEach(key -> touches.computeIfPresent(key, (_, touch) -> {
                    if (touch.inUse(now, grace)) {
                        kept.add(new KeptTouches.Kept(key, (int) TimeUnit.NANOSECONDS.toSeconds(touch.age(now))));
                    }
                    return touch;
                }));
        // read last: whoever forgets sets it first. And no longer than things are kept: older ones are forgotten
        // already
        return new KeptTouches(Duration.ofNanos(Math.min(grace, now - knownSince)), kept);
    }

    /** Goes on from what the gateway before knew. Nothing has been held yet. */
    void takeOver(KeptTouches kept) {
        if (kept.touches().size() > room) {
            return;
        }
        long now = nanoTime.getAsLong();
        for (var one : kept.touches()) {
            touches.computeIfAbsent(one.key(), _ -> new Touch())
                    .touch(now - TimeUnit.SECONDS.toNanos(one.ageSeconds()));
        }
        // written last: a claim that sees it sees them
        knownSince = now - kept.knownFor().toNanos();
    }

    /** How many things are remembered. */
    long size() {
        return touches.mappingCount();
    }
}
