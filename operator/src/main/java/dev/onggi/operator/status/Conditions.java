package dev.onggi.operator.status;

import dev.onggi.api.v1alpha1.Condition;
import dev.onggi.operator.model.LogText;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The conditions of one resource while a reconciliation computes them. A value: {@link #with} returns a new set.
 *
 * <p>The time of a condition moves only when its status flips, as the API conventions ask for; reason and message may
 * change without it.
 */
public final class Conditions {

    /** Longest message that the schema takes. */
    static final int MAX_MESSAGE = 4096;

    private final List<Condition> previous;
    private final List<Condition> current;
    private final long generation;
    private final Clock clock;

    private Conditions(List<Condition> previous, List<Condition> current, long generation, Clock clock) {
        this.previous = previous;
        this.current = current;
        this.generation = generation;
        this.clock = clock;
    }

    /**
     * An empty set that knows what was true before.
     *
     * @param previous the conditions in the status as it stands, or null
     * @param generation the generation that is being reconciled
     */
    public static Conditions after(List<Condition> previous, long generation, Clock clock) {
        return new Conditions(previous == null ? List.of() : List.copyOf(previous), List.of(), generation, clock);
    }

    /** This set with one condition more, or with it replaced. */
    public Conditions with(String type, ConditionStatus status, String reason, String message) {
        return with(new Condition(
                type, status.value(), reason, bounded(message), generation, transitionTime(type, status)));
    }

    /**
     * This set with a condition as it was before, down to the generation that it was computed from: nothing new is known
     * of it. What this set has already is newer and stays.
     */
    public Conditions withPrevious(String type) {
        return find(current, type).isPresent()
                ? this
                : find(previous, type).map(this::with).orElse(this);
    }

    /** This set with a condition as it was before, found to hold for this generation as well. */
    public Conditions confirmed(String type) {
        return find(previous, type)
                .map(before -> with(type, ConditionStatus.of(before.status()), before.reason(), before.message()))
                .orElse(this);
    }

    /** This set without a condition: for those, like Reconciling and Stalled, that are absent when they are not true. */
    public Conditions without(String type) {
        return new Conditions(
                previous,
                current.stream()
                        .filter(condition -> !condition.type().equals(type))
                        .toList(),
                generation,
                clock);
    }

    /** The condition of this type, where this set has it. */
    public Optional<Condition> find(String type) {
        return find(current, type);
    }

    /** The conditions as the status takes them: the summary first, then the others in the order in which they were set. */
    public List<Condition> toList() {
        return current.stream()
                .sorted(Comparator.comparingInt(Conditions::rank))
                .toList();
    }

    /** The condition of a type in a list as it stands in a status. */
    public static Optional<Condition> find(List<Condition> conditions, String type) {
        return conditions == null
                ? Optional.empty()
                : conditions.stream()
                        .filter(condition -> condition.type().equals(type))
                        .findFirst();
    }

    /** Whether a list, as it stands in a status, has the condition and its status is True. */
    public static boolean isTrue(List<Condition> conditions, String type) {
        return find(conditions, type)
                .filter(condition -> ConditionStatus.TRUE.value().equals(condition.status()))
                .isPresent();
    }

    private Conditions with(Condition condition) {
        var next = new ArrayList<>(current);
        int there = current.stream().map(Condition::type).toList().indexOf(condition.type());
        if (there < 0) {
            next.add(condition);
        } else {
            next.set(there, condition);
        }
        return new Conditions(previous, List.copyOf(next), generation, clock);
    }

    private static int rank(Condition condition) {
        return switch (condition.type()) {
            case ConditionTypes.READY -> 0;
            case ConditionTypes.RECONCILING, ConditionTypes.STALLED -> 1;
            default -> 2;
        };
    }

    private String transitionTime(String type, ConditionStatus status) {
        return find(previous, type)
                .filter(before -> before.status().equals(status.value()))
                .map(Condition::lastTransitionTime)
                .orElseGet(() -> clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
    }

    /** Characters are counted as the schema counts them, and none is cut in two: half of one cannot be written as JSON. */
    private static String bounded(String text) {
        var message =
                LogText.clean(text); // much of it are other people's words: the scheduler's, a policy's, a registry's
        return message.codePointCount(0, message.length()) <= MAX_MESSAGE
                ? message
                : message.substring(0, message.offsetByCodePoints(0, MAX_MESSAGE - 1)) + "…";
    }
}
