package dev.onggi.operator.gateway.collect;

import dev.onggi.operator.gateway.api.CollectionReport;
import dev.onggi.operator.gateway.api.CollectionRequest;
import dev.onggi.operator.gateway.storage.Store;
import dev.onggi.operator.gateway.touch.Claims;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** Collects garbage in a storage. */
final class StoreCollections implements Collections {

    private static final Logger LOG = Logger.getLogger(StoreCollections.class);
    private static final Duration LONGEST_END = Duration.ofSeconds(5);

    private final Store store;
    private final Claims claims;
    private final Clock clock;
    private final Stop stop = new Stop();
    private Thread running;
    private volatile Supplier<CollectionReport> last;

    StoreCollections(Store store, Claims claims, Clock clock) {
        this.store = store;
        this.claims = claims;
        this.clock = clock;
    }

    @Override
    public synchronized Started start(CollectionRequest request) {
        if (running != null && running.isAlive()) {
            return Started.BUSY;
        }
        var tally = new Tally(request, clock.instant());
        last = tally::running;
        running = Thread.ofPlatform().name("collection").daemon().start(() -> collect(request, tally));
        return Started.ACCEPTED;
    }

    private void collect(CollectionRequest request, Tally tally) {
        try (var _ = claims.remember()) {
            run(request, tally);
            var end = clock.instant();
            end(tally.succeeded(end, notBefore(end)));
        } catch (IOException | RuntimeException e) {
            LOG.warnf(e, "collection %s of garbage stopped", request.id());
            end(tally.failed(clock.instant(), e.getMessage() == null ? e.toString() : e.getMessage()));
        }
    }

    /** To the second, and rounded up: asked for then, it deletes. */
    private Instant notBefore(Instant now) {
        return claims.refusedFor()
                .map(left -> now.plus(left).truncatedTo(ChronoUnit.SECONDS).plusSeconds(1))
                .orElse(null);
    }

    private void end(CollectionReport report) {
        LOG.infof("collection %s: %s", report.id(), report.message());
        last = () -> report;
    }

    private void run(CollectionRequest request, Tally tally) throws IOException {
        var eraser = request.dryRun() ? new Eraser.DryRun() : new ClaimingEraser(store, claims);
        var sweep = new Sweep(store, eraser, tally, stop);
        var reader = new RepositoryReader(store);
        var rules = RetentionRules.of(request, clock.instant());
        if (!request.dryRun()) {
            store.tidy();
        }
        RepositoryWalk.walk(store, files -> {
            stop.check();
            sweep.repository(reader.read(files), rules);
        });
        sweep.blobs();
    }

    @Override
    public Optional<CollectionReport> last() {
        return Optional.ofNullable(last).map(Supplier::get);
    }

    @Override
    public void close() {
        stop.want();
        Thread thread;
        synchronized (this) {
            thread = running;
        }
        try {
            if (thread != null && !thread.join(LONGEST_END)) {
                LOG.warn("a collection of garbage goes on while the gateway ends; it loses nothing by that");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
