package dev.onggi.operator.localregistry.retention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.api.v1alpha1.LocalRegistryStatus.GarbageCollection;
import dev.onggi.operator.gateway.api.CollectionReport;
import dev.onggi.operator.gateway.api.CollectionReport.State;
import dev.onggi.operator.localregistry.retention.CollectionId.Trigger;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CollectionRecordTest {

    private static final Instant DUE = Instant.parse("2026-03-01T03:00:00Z");
    private static final String RULES = "0123456789ab";
    private static final String ID = new CollectionId(Trigger.STORAGE_FULL, RULES, DUE).text();

    @Test
    void shouldTellTheCountsWhenItEndedWell() {
        // When
        var record = CollectionRecord.of(report(ID, State.Succeeded, false, List.of("a:1"), null), false);

        // Then
        assertThat(record)
                .contains(new GarbageCollection(
                        "2026-03-01T03:00:00Z",
                        "2026-03-01T03:00:07Z",
                        "StorageFull",
                        "Succeeded",
                        RULES,
                        3,
                        4,
                        5000L,
                        6,
                        null,
                        null,
                        null));
    }

    @Test
    void shouldNameCandidatesAndSayWhyNothingWasDeletedWhenItWasADryRun() {
        // Given
        var candidates = IntStream.range(0, 50).mapToObj(i -> "team-a/app:" + i).toList();
        var report = report(ID, State.Succeeded, true, candidates, null);

        // When
        var first = CollectionRecord.of(report, false).orElseThrow();
        var wanted = CollectionRecord.of(report, true).orElseThrow();

        // Then
        assertThat(first.trigger()).isEqualTo("DryRun");
        assertThat(first.candidates()).hasSize(20);
        assertThat(first.message()).contains("the first collection by new rules is a dry run");
        assertThat(wanted.message()).contains("spec.retention.dryRun is true");
    }

    @Test
    void shouldHaveTheDryRunStillToComeWhenItBrokeOff() {
        // When
        var dryRun = CollectionRecord.of(report(ID, State.Failed, true, List.of(), "disk gone"), false);
        var real = CollectionRecord.of(report(ID, State.Failed, false, List.of(), "disk gone"), false);

        // Then
        assertThat(dryRun)
                .hasValueSatisfying(record -> assertThat(record.rules()).isNull());
        assertThat(real).hasValueSatisfying(record -> {
            assertThat(record.rules()).isEqualTo(RULES);
            assertThat(record.result()).isEqualTo("Failed");
            assertThat(record.message()).isEqualTo("disk gone; it is tried again");
        });
    }

    @Test
    void shouldBeNoneWhenItRunsStillOrIsSomebodyElses() {
        // When / Then
        assertThat(CollectionRecord.of(report(ID, State.Running, false, List.of(), null), false))
                .isEmpty();
        assertThat(CollectionRecord.of(report("by-hand", State.Succeeded, false, List.of(), null), false))
                .isEmpty();
    }

    @Test
    void shouldComeBackTheSameWhenAnIdIsWrittenAndRead() {
        // When / Then
        assertThat(CollectionId.parse(ID)).contains(new CollectionId(Trigger.STORAGE_FULL, RULES, DUE));
        assertThat(CollectionId.parse(null)).isEmpty();
    }

    @Test
    void shouldSayUntilWhenNothingIsDeleted() {
        // Given
        var report = report(ID, State.Succeeded, false, List.of(), "m", DUE.plusSeconds(2400));

        // When / Then
        assertThat(CollectionRecord.of(report, false).orElseThrow().notBefore()).isEqualTo("2026-03-01T03:40:00Z");
    }

    private static CollectionReport report(
            String id, State state, boolean dryRun, List<String> candidates, String message) {
        return report(id, state, dryRun, candidates, message, null);
    }

    private static CollectionReport report(
            String id, State state, boolean dryRun, List<String> candidates, String message, Instant notBefore) {
        return new CollectionReport(
                id,
                state,
                DUE,
                state == State.Running ? null : DUE.plusMillis(7_900),
                dryRun,
                3,
                4,
                9,
                5000,
                6,
                candidates,
                notBefore,
                message);
    }
}
