package dev.onggi.operator.imagebuild;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

/**
 * That a node without user namespaces was met, for an hour: nodes are upgraded. Kept in memory alone, since an operator that is
 * started anew finds out with one build.
 */
final class NodesWithoutUserNamespaces {

    private static final Duration REMEMBERED = Duration.ofHours(1);

    private final Clock clock;
    private final AtomicReference<Instant> met = new AtomicReference<>(Instant.EPOCH);

    NodesWithoutUserNamespaces(Clock clock) {
        this.clock = clock;
    }

    void met() {
        met.set(clock.instant());
    }

    boolean wereMet() {
        return clock.instant().isBefore(met.get().plus(REMEMBERED));
    }
}
