package dev.onggi.operator.runner;

import dev.onggi.operator.builder.api.BuildOrder;
import dev.onggi.operator.builder.api.BuildReport;
import dev.onggi.operator.builder.api.BuildReports;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The builds of a builder, in the order in which they came. What became of one is kept until the operator says that it
 * may be forgotten, so that an operator that was killed meanwhile still learns of it.
 */
final class Builds {

    private final BuildFiles files;
    private final Scripts fetcher;
    private final Scripts builder;
    private final int atATime;
    private final Clock clock;
    private final Map<String, Build> builds = new LinkedHashMap<>();
    private final ScheduledExecutorService deadlines = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("deadlines").factory());
    private boolean fetching;
    private long version;

    Builds(BuildFiles files, Scripts fetcher, Scripts builder, int atATime, Clock clock) {
        this.files = files;
        this.fetcher = fetcher;
        this.builder = builder;
        this.atATime = atATime;
        this.clock = clock;
        builder.open(this::built);
    }

    /**
     * Takes a build; one that is known already is not begun again.
     *
     * @throws IOException where its files cannot be written
     */
    synchronized BuildReport accept(BuildOrder order) throws IOException {
        var known = builds.get(order.key().id());
        if (known != null) {
            return known.report();
        }
        files.write(order);
        var build = new Build(order, clock.instant());
        builds.put(order.key().id(), build);
        changed(build);
        startNext();
        return build.report();
    }

    /** Stops a build where it runs, and forgets it when it has ended. */
    synchronized void forget(String id) {
        var build = builds.get(id);
        if (build == null) {
            return;
        }
        build.forgotten = true;
        if (build.state == BuildReport.State.ENDED) {
            removed(id);
        } else if (!build.stopping) {
            stop(build);
        }
    }

    /** What has changed since a version; waits for it where nothing has. */
    synchronized BuildReports changes(long after, Duration longest) throws InterruptedException {
        long end = System.nanoTime() + longest.toNanos();
        // of a version that is yet to come an operator knows from another builder
        while (version == after && System.nanoTime() < end) {
            TimeUnit.NANOSECONDS.timedWait(this, Math.max(1_000_000, end - System.nanoTime()));
        }
        long since = after > version ? -1 : after;
        return new BuildReports(
                version,
                List.copyOf(builds.keySet()),
                builds.values().stream()
                        .map(Build::report)
                        .filter(report -> report.version() > since)
                        .toList());
    }

    private void startNext() {
        long running = builds.values().stream().filter(Build::isRunning).count();
        builds.values().stream()
                .filter(build -> build.state == BuildReport.State.QUEUED)
                .limit(Math.max(0, atATime - running))
                .toList()
                .forEach(this::start);
    }

    private void start(Build build) {
        var id = build.id();
        if (build.order.fetch().isEmpty()) {
            startBuilding(build);
        } else {
            build.state = BuildReport.State.FETCHING;
            build.fetchStarted = clock.instant();
            openFetcher();
            fetcher.start(id);
        }
        build.deadline = deadlines.schedule(() -> timeOut(build), build.order.timeoutSeconds(), TimeUnit.SECONDS);
        changed(build);
    }

    private synchronized void fetched(String id, int exitCode) {
        var build = builds.get(id);
        if (build == null || build.state != BuildReport.State.FETCHING) {
            return; // whatever a container says of builds that are none of its own
        }
        build.fetchCode = exitCode;
        build.fetched = files.fetched(id);
        if (exitCode != 0 || build.stopping) {
            ended(build);
            return;
        }
        startBuilding(build);
        changed(build);
    }

    /** A builder to which nobody gives a repository has none. */
    private void openFetcher() {
        if (!fetching) {
            fetching = true;
            fetcher.open(this::fetched);
        }
    }

    private void startBuilding(Build build) {
        build.state = BuildReport.State.BUILDING;
        build.buildStarted = clock.instant();
        builder.start(build.id());
    }

    private synchronized void built(String id, int exitCode) {
        var build = builds.get(id);
        if (build == null || build.state != BuildReport.State.BUILDING) {
            return;
        }
        build.buildCode = exitCode;
        build.built = files.built(id);
        ended(build);
    }

    private synchronized void timeOut(Build build) {
        if (build.state != BuildReport.State.ENDED && !build.stopping) {
            build.timedOut = true;
            stop(build);
        }
    }

    private void stop(Build build) {
        build.stopping = true;
        switch (build.state) {
            case QUEUED -> ended(build);
            case FETCHING -> fetcher.stop(build.id());
            case BUILDING -> builder.stop(build.id());
            case ENDED -> {}
        }
        if (builds.containsKey(build.id())) {
            changed(build);
        }
    }

    private void ended(Build build) {
        build.state = BuildReport.State.ENDED;
        build.ended = clock.instant();
        if (build.deadline != null) {
            build.deadline.cancel(false);
        }
        try {
            files.remove(build.id());
        } catch (IOException e) {
            System.out.println("files of " + build.id() + " are left: " + e.getMessage());
        }
        if (build.forgotten) {
            removed(build.id());
        } else {
            changed(build);
        }
        startNext();
    }

    private void removed(String id) {
        builds.remove(id);
        version++;
        notifyAll();
    }

    private void changed(Build build) {
        build.version = ++version;
        notifyAll();
    }

    /** What a build has come to so far. */
    private static final class Build {

        private final BuildOrder order;
        private final Instant created;
        private BuildReport.State state = BuildReport.State.QUEUED;
        private Future<?> deadline;
        private boolean stopping;
        private boolean forgotten;
        private boolean timedOut;
        private long version;
        private Instant fetchStarted;
        private Integer fetchCode;
        private String fetched;
        private Instant buildStarted;
        private Integer buildCode;
        private String built;
        private Instant ended;

        private Build(BuildOrder order, Instant created) {
            this.order = Objects.requireNonNull(order);
            this.created = created;
        }

        private String id() {
            return order.key().id();
        }

        private boolean isRunning() {
            return state == BuildReport.State.FETCHING || state == BuildReport.State.BUILDING;
        }

        private BuildReport report() {
            return new BuildReport(
                    order.key(),
                    version,
                    state,
                    stopping,
                    timedOut,
                    created,
                    fetchStarted,
                    fetchCode,
                    fetched,
                    buildStarted,
                    buildCode,
                    built,
                    ended);
        }
    }
}
