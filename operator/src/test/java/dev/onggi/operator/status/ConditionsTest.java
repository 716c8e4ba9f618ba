package dev.onggi.operator.status;

import static dev.onggi.operator.status.ConditionStatus.FALSE;
import static dev.onggi.operator.status.ConditionStatus.TRUE;
import static dev.onggi.operator.status.ConditionStatus.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.api.v1alpha1.Condition;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConditionsTest {

    private static final String EARLIER = "2026-03-01T11:00:00Z";
    private static final String NOW = "2026-03-01T12:00:00Z";
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-01T12:00:00.987Z"), ZoneOffset.UTC);
    private static final Condition BUILT = new Condition("Built", "True", "Succeeded", "build 1", 1L, EARLIER);

    @Test
    void shouldStampTheTimeInWholeSecondsWhenAConditionIsNew() {
        // Given
        var conditions = Conditions.after(null, 1, CLOCK);

        // When
        var list = conditions.with("Built", TRUE, "Succeeded", "built").toList();

        // Then
        assertThat(list).containsExactly(new Condition("Built", "True", "Succeeded", "built", 1L, NOW));
    }

    @Test
    void shouldHideACredentialWhenSomebodyElsesWordsHoldOne() {
        // Given
        var words = "denied: https://kim:s3cret@git.example.com/x.git\u0007";

        // When
        var list = Conditions.after(null, 1, CLOCK)
                .with("Built", FALSE, "Denied", words)
                .toList();

        // Then
        assertThat(list)
                .singleElement()
                .extracting(Condition::message)
                .isEqualTo("denied: https://***@git.example.com/x.git");
    }

    @Test
    void shouldKeepTheTimeWhenOnlyReasonAndMessageChange() {
        // Given
        var conditions = Conditions.after(List.of(BUILT), 2, CLOCK);

        // When
        var list = conditions.with("Built", TRUE, "Again", "build 2").toList();

        // Then
        assertThat(list).containsExactly(new Condition("Built", "True", "Again", "build 2", 2L, EARLIER));
    }

    @Test
    void shouldMoveTheTimeWhenTheStatusFlips() {
        // Given
        var conditions = Conditions.after(List.of(BUILT), 1, CLOCK);

        // When
        var built = conditions.with("Built", UNKNOWN, "Building", "build 2").find("Built");

        // Then
        assertThat(built).get().extracting(Condition::lastTransitionTime).isEqualTo(NOW);
    }

    @Test
    void shouldKeepTheTimeWhenTheStatusFlipsThereAndBackWithinOneReconciliation() {
        // Given
        var conditions = Conditions.after(List.of(BUILT), 1, CLOCK);

        // When
        var built = conditions
                .with("Built", UNKNOWN, "a", "a")
                .with("Built", TRUE, "b", "b")
                .find("Built");

        // Then
        assertThat(built).get().extracting(Condition::lastTransitionTime).isEqualTo(EARLIER);
    }

    @Test
    void shouldHaveOnlyWhatWasSetNow() {
        assertThat(Conditions.after(List.of(BUILT), 1, CLOCK).toList()).isEmpty();
    }

    @Test
    void shouldLeaveAConditionWithItsGenerationWhenNothingNewIsKnownOfIt() {
        // Given
        var conditions = Conditions.after(List.of(BUILT), 2, CLOCK);

        // Then
        assertThat(conditions.withPrevious("Built").toList()).containsExactly(BUILT);
    }

    @Test
    void shouldNotReplaceWhatIsNewerWhenThePreviousConditionIsKept() {
        // Given
        var conditions = Conditions.after(List.of(BUILT), 2, CLOCK).with("Built", FALSE, "BuildFailed", "no");

        // When
        var kept = conditions.withPrevious("Built");

        // Then
        assertThat(kept.find("Built")).get().extracting(Condition::reason).isEqualTo("BuildFailed");
    }

    @Test
    void shouldCountForThisGenerationWhenAConditionIsConfirmed() {
        // When
        var list = Conditions.after(List.of(BUILT), 2, CLOCK).confirmed("Built").toList();

        // Then
        assertThat(list).containsExactly(new Condition("Built", "True", "Succeeded", "build 1", 2L, EARLIER));
    }

    @Test
    void shouldInventNothingWhenThereIsNoPreviousCondition() {
        // Given
        var conditions = Conditions.after(List.of(), 2, CLOCK);

        // Then
        assertThat(conditions.withPrevious("Built").confirmed("Built").toList()).isEmpty();
    }

    @Test
    void shouldPutTheSummaryFirstAndLeaveTheOthersInTheirOrder() {
        // Given
        var conditions = Conditions.after(null, 1, CLOCK)
                .with("SourceFetched", TRUE, "r", "m")
                .with("Built", TRUE, "r", "m")
                .with("Stalled", TRUE, "r", "m")
                .with("Ready", FALSE, "r", "m")
                .with("SourceFetched", FALSE, "r", "m");

        // When
        var types = conditions.toList().stream().map(Condition::type).toList();

        // Then
        assertThat(types).containsExactly("Ready", "Stalled", "SourceFetched", "Built");
    }

    @Test
    void shouldCutAMessageWhenTheSchemaWouldRefuseIt() {
        // Given
        var longest = "x".repeat(4096);

        // Then
        assertThat(message(longest)).isEqualTo(longest);
        assertThat(message(longest + "x")).hasSize(4096).endsWith("x…");
    }

    @Test
    void shouldCutBetweenCharactersWhenOneIsMadeOfTwo() {
        // When
        var message = message("😀".repeat(5000));

        // Then: the schema counts characters
        assertThat(message.codePointCount(0, message.length())).isEqualTo(4096);
        assertThat(message).endsWith("😀…");
    }

    @Test
    void shouldBeTrueOnlyWhenTheListSaysSo() {
        // Given
        var list = List.of(BUILT, new Condition("Pushed", "Unknown", "r", "m", 1L, EARLIER));

        // Then
        assertThat(Conditions.isTrue(list, "Built")).isTrue();
        assertThat(Conditions.isTrue(list, "Pushed")).isFalse();
        assertThat(Conditions.isTrue(list, "RolledOut")).isFalse();
        assertThat(Conditions.isTrue(null, "Built")).isFalse();
    }

    private static String message(String message) {
        return Conditions.after(null, 1, CLOCK)
                .with("Built", TRUE, "r", message)
                .find("Built")
                .orElseThrow()
                .message();
    }
}
