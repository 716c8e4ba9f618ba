package dev.onggi.operator.imagebuild.step;

import dev.onggi.operator.status.Summary;
import java.time.Duration;
import java.util.Optional;

/** What a step comes to. */
public sealed interface Outcome {

    /** The status so far. */
    Progress progress();

    /** The next step may begin. */
    record Proceed(Progress progress) implements Outcome {}

    /**
     * No further step can do anything now.
     *
     * @param summary what Ready, Reconciling and Stalled say
     * @param again when to look again although nothing was heard; empty where an event will tell
     */
    record Stop(Progress progress, Summary summary, Optional<Duration> again) implements Outcome {}

    /** The same outcome with another status. */
    default Outcome with(Progress progress) {
        return switch (this) {
            case Proceed _ -> new Proceed(progress);
            case Stop stop -> new Stop(progress, stop.summary(), stop.again());
        };
    }

    /** The next step may begin. */
    static Outcome proceed(Progress progress) {
        return new Proceed(progress);
    }

    /** Stops until an event tells of something new. */
    static Outcome stop(Progress progress, Summary summary) {
        return new Stop(progress, summary, Optional.empty());
    }

    /** Stops until an event tells of something new, or a time has passed. */
    static Outcome stop(Progress progress, Summary summary, Duration again) {
        return new Stop(progress, summary, Optional.of(again));
    }
}
