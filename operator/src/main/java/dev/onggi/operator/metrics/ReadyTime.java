package dev.onggi.operator.metrics;

import dev.onggi.api.v1alpha1.Condition;
import dev.onggi.operator.status.ConditionTypes;
import dev.onggi.operator.status.Conditions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** How long it took until a resource was Ready. Pure. */
public final class ReadyTime {

    private ReadyTime() {}

    /**
     * The time since the work began, where it has just come to its end.
     *
     * @param before the conditions as they were, or null
     */
    public static Optional<Measurement> between(
            String kind, List<Condition> before, List<Condition> after, Instant now) {
        if (!Conditions.isTrue(after, ConditionTypes.READY) || Conditions.isTrue(before, ConditionTypes.READY)) {
            return Optional.empty();
        }
        return Conditions.find(before, ConditionTypes.RECONCILING)
                .map(condition -> Instant.parse(condition.lastTransitionTime()))
                .map(began -> Measurement.took(Metric.TIME_TO_READY, Duration.between(began, now), kind));
    }
}
