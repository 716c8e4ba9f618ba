package dev.onggi.operator.localregistry.retention;

import dev.onggi.api.v1alpha1.LocalRegistryStatus.GarbageCollection;
import dev.onggi.operator.localregistry.retention.CollectionId.Trigger;
import dev.onggi.operator.localregistry.storage.StorageLevel;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * When garbage is collected next, and how. Everything is told from the status, so that an operator that was killed goes on
 * where it was: a time that has been promised and has passed stays due until a collection has ended.
 *
 * @param at when
 * @param trigger why
 * @param dryRun whether it only tells what it would delete
 */
record CollectionPlan(Instant at, Trigger trigger, boolean dryRun) {

    /** So long after a collection the next one is made for want of space, or because it failed. */
    static final Duration PAUSE = Duration.ofMinutes(10);

    /**
     * What is known.
     *
     * @param schedule the regular times
     * @param rules the rules as they are now
     * @param dryRunWanted whether the spec asks for dry runs
     * @param last the collection that ended last, or null
     * @param promised the time that the status promises; empty where a collection for it has ended
     * @param usedPercent how full the storage is, where that is known
     */
    record Facts(
            CollectionSchedule.Recurring schedule,
            RetentionRules rules,
            boolean dryRunWanted,
            GarbageCollection last,
            Optional<Instant> promised,
            OptionalInt usedPercent) {}

    static CollectionPlan of(Facts facts, Instant now) {
        var dryRun = facts.dryRunWanted() || !hadDryRun(facts);
        var urgent = urgent(facts, now);
        var trigger = urgent.isPresent() ? Trigger.STORAGE_FULL : Trigger.SCHEDULE;
        var overdue = facts.promised().filter(time -> !time.isAfter(now));
        var at = overdue.orElseGet(() -> Stream.of(Optional.of(facts.schedule().after(now)), urgent, again(facts))
                .flatMap(Optional::stream)
                .min(Instant::compareTo)
                .orElseThrow());
        return new CollectionPlan(at, trigger, dryRun);
    }

    private static boolean hadDryRun(Facts facts) {
        return facts.last() != null
                && facts.rules().fingerprint().equals(facts.last().rules());
    }

    /** Nothing comes of it while nothing may be deleted, or can be because the gateway does not know what is in use. */
    private static Optional<Instant> urgent(Facts facts, Instant now) {
        boolean full = facts.usedPercent().orElse(0) >= StorageLevel.COLLECT_AT;
        return full && !facts.dryRunWanted()
                ? Optional.of(Stream.of(afterPause(facts), notBefore(facts))
                        .flatMap(Optional::stream)
                        .max(Instant::compareTo)
                        .filter(now::isBefore)
                        .orElseGet(() -> now.truncatedTo(ChronoUnit.SECONDS)))
                : Optional.empty();
    }

    private static Optional<Instant> notBefore(Facts facts) {
        return Optional.ofNullable(facts.last())
                .map(GarbageCollection::notBefore)
                .map(Instant::parse);
    }

    private static Optional<Instant> again(Facts facts) {
        return facts.last() != null
                        && CollectionRecord.FAILED.equals(facts.last().result())
                ? afterPause(facts)
                : Optional.empty();
    }

    private static Optional<Instant> afterPause(Facts facts) {
        return Optional.ofNullable(facts.last())
                .map(last -> Instant.parse(last.time()).plus(PAUSE));
    }
}
