package dev.onggi.operator.imagebuild.step;

import dev.onggi.api.v1alpha1.RolloutStatus.Conflict;
import dev.onggi.api.v1alpha1.RolloutStatus.Target;
import dev.onggi.operator.rollout.TargetWorkload;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How often others took the image field of a container back, and when that is too often to go on. Pure.
 *
 * @param container the container
 * @param times when it was lost, of the last ten minutes, in RFC 3339
 * @param conflict who keeps taking it, once it is given up; null before
 * @param generation the generation that is being reconciled
 * @param now the time
 */
record TargetLosses(String container, List<String> times, Conflict conflict, long generation, Instant now) {

    /** With this many losses in this time it is given up: who writes that often will write again. */
    static final int MOST = 3;

    static final Duration WITHIN = Duration.ofMinutes(10);

    /** What the status says of the container; a new generation forgives all. */
    static TargetLosses of(BuildContext context, Progress progress, String container) {
        var known = RollOutTarget.known(context, progress)
                .filter(target -> target.container().equals(container));
        var conflict = known.map(Target::conflict)
                .filter(one -> one.generation() == context.generation())
                .orElse(null);
        var isForgiven = conflict == null && known.map(Target::conflict).isPresent();
        var times = isForgiven
                ? List.<String>of()
                : known.map(Target::lossTimes).stream()
                        .flatMap(List::stream)
                        .filter(time -> Instant.parse(time).plus(WITHIN).isAfter(context.now()))
                        .toList();
        return new TargetLosses(container, times, conflict, context.generation(), context.now());
    }

    /**
     * After the workload was found with another image than the chosen one. That is a loss where the status says that the
     * chosen one was set, and the field is no longer ours: somebody else has written it since.
     */
    TargetLosses after(TargetWorkload found, Progress progress, RolloutChoice.Image choice) {
        var wasSet = Optional.ofNullable(progress.rollout())
                .filter(rollout -> rollout.target() != null
                        && container.equals(rollout.target().container()))
                .filter(rollout -> choice.digest().equals(rollout.digest()))
                .isPresent();
        if (conflict != null || !wasSet || found.isOurs(container)) {
            return this;
        }
        var more = Stream.concat(
                        times.stream(),
                        Stream.of(now.truncatedTo(ChronoUnit.SECONDS).toString()))
                .toList();
        var other = found.otherManagers(container);
        return new TargetLosses(
                container,
                more,
                more.size() < MOST ? null : new Conflict(other.isEmpty() ? "unknown" : other, generation),
                generation,
                now);
    }

    /** For the status. */
    Target target(String progressTime) {
        return new Target(container, progressTime, times.isEmpty() ? null : times, conflict);
    }
}
