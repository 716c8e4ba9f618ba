package dev.onggi.operator.status;

import static dev.onggi.operator.status.ConditionTypes.READY;
import static dev.onggi.operator.status.ConditionTypes.RECONCILING;
import static dev.onggi.operator.status.ConditionTypes.STALLED;

/**
 * What a reconciliation comes to, as Ready, Reconciling and Stalled tell it together. One place, so that the three can
 * never contradict each other.
 */
public sealed interface Summary {

    /** Why, in one CamelCase word. */
    String reason();

    /** A sentence: the cause and the next command. */
    String message();

    /** Everything is as the spec asks. */
    record Ready(String reason, String message) implements Summary {}

    /** Work goes on, and nothing has gone wrong. */
    record InProgress(String reason, String message) implements Summary {}

    /** Something is wrong, and it is being retried or may heal by itself: nobody has to act. */
    record Retrying(String reason, String message) implements Summary {}

    /** A person must act: nothing is retried. */
    record Stalled(String reason, String message) implements Summary {}

    /** The conditions with the three of this summary. */
    default Conditions onto(Conditions conditions) {
        return switch (this) {
            case Ready ready -> ready(conditions, ConditionStatus.TRUE);
            case InProgress progress ->
                ready(conditions, ConditionStatus.UNKNOWN).with(RECONCILING, ConditionStatus.TRUE, reason(), message());
            case Retrying retrying ->
                ready(conditions, ConditionStatus.FALSE).with(RECONCILING, ConditionStatus.TRUE, reason(), message());
            case Stalled stalled ->
                ready(conditions, ConditionStatus.FALSE).with(STALLED, ConditionStatus.TRUE, reason(), message());
        };
    }

    private Conditions ready(Conditions conditions, ConditionStatus status) {
        return conditions.without(RECONCILING).without(STALLED).with(READY, status, reason(), message());
    }
}
