package dev.onggi.operator.localregistry.retention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.api.v1alpha1.LocalRegistryStatus.GarbageCollection;
import dev.onggi.operator.localregistry.retention.CollectionId.Trigger;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class CollectionPlanTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00.25Z");
    private static final Instant TONIGHT = Instant.parse("2026-03-02T03:00:00Z");
    private static final RetentionRules RULES = new RetentionRules(10, Duration.ofHours(24));
    private static final GarbageCollection NONE = null;

    @Test
    void shouldBeADryRunAtTheNextTimeWhenNoneWasMade() {
        // When
        var plan = plan(NONE, Optional.empty(), 10, false);

        // Then
        assertThat(plan).isEqualTo(new CollectionPlan(TONIGHT, Trigger.SCHEDULE, true));
    }

    @Test
    void shouldDeleteWhenTheseRulesHadTheirDryRun() {
        // When
        var plan = plan(last("DryRun", "Succeeded", RULES, "03:00:00"), Optional.empty(), 10, false);

        // Then
        assertThat(plan).isEqualTo(new CollectionPlan(TONIGHT, Trigger.SCHEDULE, false));
    }

    @Test
    void shouldBeADryRunAgainWhenTheRulesAreOthers() {
        // Given
        var others = new RetentionRules(3, Duration.ofHours(24));

        // When / Then
        assertThat(plan(last("Schedule", "Succeeded", others, "03:00:00"), Optional.empty(), 10, false)
                        .dryRun())
                .isTrue();
    }

    @Test
    void shouldBeADryRunWhenTheSpecAsksForIt() {
        // When / Then
        assertThat(plan(last("Schedule", "Succeeded", RULES, "03:00:00"), Optional.empty(), 10, true)
                        .dryRun())
                .isTrue();
    }

    @Test
    void shouldStayDueWhenAPromisedTimeHasPassed() {
        // Given
        var missed = Instant.parse("2026-03-01T03:00:00Z");

        // When / Then
        assertThat(plan(NONE, Optional.of(missed), 10, false).at()).isEqualTo(missed);
    }

    @Test
    void shouldFollowTheScheduleWhenAPromisedTimeLiesAhead() {
        // Given: the schedule was changed meanwhile
        var promised = Instant.parse("2026-03-07T03:00:00Z");

        // When / Then
        assertThat(plan(NONE, Optional.of(promised), 10, false).at()).isEqualTo(TONIGHT);
    }

    @Test
    void shouldBeAtOnceWhenTheStorageIsNinetyPercentFull() {
        // When
        var plan = plan(last("Schedule", "Succeeded", RULES, "03:00:00"), Optional.empty(), 90, false);

        // Then
        assertThat(plan)
                .isEqualTo(new CollectionPlan(Instant.parse("2026-03-01T12:00:00Z"), Trigger.STORAGE_FULL, false));
        assertThat(plan(NONE, Optional.empty(), 89, false).trigger()).isEqualTo(Trigger.SCHEDULE);
    }

    @Test
    void shouldWaitTenMinutesWhenOneHasJustBeenMade() {
        // When
        var plan = plan(last("StorageFull", "Succeeded", RULES, "11:55:00"), Optional.empty(), 97, false);

        // Then
        assertThat(plan.at()).isEqualTo(Instant.parse("2026-03-01T12:05:00Z"));
    }

    @Test
    void shouldWaitUntilSomethingCanBeDeletedWhenTheGatewayDoesNotKnowWhatIsInUse() {
        // Given
        var refused = last("StorageFull", "Succeeded", RULES, "11:40:00", "2026-03-01T12:31:00Z");
        var over = last("StorageFull", "Succeeded", RULES, "11:40:00", "2026-03-01T12:00:00Z");
        var justMade = last("StorageFull", "Succeeded", RULES, "11:59:00", "2026-03-01T12:01:00Z");

        // When / Then
        assertThat(plan(refused, Optional.empty(), 97, false))
                .isEqualTo(new CollectionPlan(Instant.parse("2026-03-01T12:31:00Z"), Trigger.STORAGE_FULL, false));
        assertThat(plan(refused, Optional.empty(), 89, false).at())
                .as("no hurry")
                .isEqualTo(TONIGHT);
        assertThat(plan(over, Optional.empty(), 97, false).at()).isEqualTo(Instant.parse("2026-03-01T12:00:00Z"));
        assertThat(plan(justMade, Optional.empty(), 97, false).at())
                .as("the pause is longer")
                .isEqualTo(Instant.parse("2026-03-01T12:09:00Z"));
    }

    @Test
    void shouldHaveTheDryRunFirstWhenTheStorageFillsBeforeIt() {
        // When / Then
        assertThat(plan(NONE, Optional.empty(), 97, false).dryRun()).isTrue();
    }

    @Test
    void shouldNotHurryWhenNothingMayBeDeleted() {
        // When / Then
        assertThat(plan(NONE, Optional.empty(), 97, true).at()).isEqualTo(TONIGHT);
    }

    @Test
    void shouldTryAgainAfterTenMinutesWhenTheLastOneBrokeOff() {
        // When
        var plan = plan(last("Schedule", "Failed", RULES, "11:58:00"), Optional.empty(), 10, false);

        // Then
        assertThat(plan).isEqualTo(new CollectionPlan(Instant.parse("2026-03-01T12:08:00Z"), Trigger.SCHEDULE, false));
    }

    private static CollectionPlan plan(
            GarbageCollection last, Optional<Instant> promised, int usedPercent, boolean dryRunWanted) {
        var schedule = (CollectionSchedule.Recurring) CollectionSchedule.parse("0 3 * * *", NOW);
        return CollectionPlan.of(
                new CollectionPlan.Facts(schedule, RULES, dryRunWanted, last, promised, OptionalInt.of(usedPercent)),
                NOW);
    }

    private static GarbageCollection last(String trigger, String result, RetentionRules rules, String time) {
        return last(trigger, result, rules, time, null);
    }

    private static GarbageCollection last(
            String trigger, String result, RetentionRules rules, String time, String notBefore) {
        return new GarbageCollection(
                null,
                "2026-03-01T" + time + "Z",
                trigger,
                result,
                rules.fingerprint(),
                0,
                0,
                0L,
                0,
                null,
                notBefore,
                null);
    }
}
