package dev.onggi.testbed;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** How long the parts of a piece of work took. */
final class Phases {

    private record Phase(String name, Duration duration) {}

    private final Clock clock;
    private final Instant started;
    private final List<Phase> phases = new ArrayList<>();

    Phases(Clock clock) {
        this.clock = clock;
        this.started = clock.instant();
    }

    /** Does the work and notes how long it took; work that fails is no phase. */
    <T> T time(String name, Supplier<T> work) {
        var start = clock.instant();
        var result = work.get();
        phases.add(new Phase(name, Duration.between(start, clock.instant())));
        return result;
    }

    /** A line for the log, with the time since the beginning in front. */
    String line(String text) {
        return "[%s] %s".formatted(seconds(Duration.between(started, clock.instant())), text);
    }

    /** One line a phase, and the sum. */
    String table() {
        var text = new StringBuilder();
        var sum = Duration.ZERO;
        for (var phase : phases) {
            text.append("%s  %s%n".formatted(seconds(phase.duration()), phase.name()));
            sum = sum.plus(phase.duration());
        }
        return text.append("%s  together%n".formatted(seconds(sum))).toString();
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%6.1f s", duration.toMillis() / 1000.0);
    }
}
