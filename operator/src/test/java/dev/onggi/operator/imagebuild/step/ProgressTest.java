package dev.onggi.operator.imagebuild.step;

import static dev.onggi.operator.status.ConditionStatus.TRUE;
import static dev.onggi.operator.status.ConditionStatus.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.api.v1alpha1.Condition;
import dev.onggi.operator.imagebuild.Samples;
import dev.onggi.operator.status.Conditions;
import dev.onggi.operator.status.Summary;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private static final Summary SUMMARY = new Summary.Ready("Succeeded", "it runs");

    @Test
    void shouldWriteTheSameStatusWhenNothingHappened() {
        // Given: an API server gives back what was written
        var imageBuild = Samples.imageBuild();
        var status = Contexts.built(1, imageBuild).kept().status(1, SUMMARY);

        // When
        var again = Progress.of(status, Conditions.after(status.conditions(), 1, Samples.CLOCK))
                .kept()
                .status(1, SUMMARY);

        // Then
        assertThat(again).isEqualTo(status);
    }

    @Test
    void shouldWriteNoHistoryWhenThereIsNone() {
        // When
        var status = Contexts.nothing().status(3, SUMMARY);

        // Then
        assertThat(status.observedGeneration()).isEqualTo(3);
        assertThat(status.history()).isNull();
        assertThat(status.conditions()).extracting(Condition::type).containsExactly("Ready");
    }

    @Test
    void shouldKeepOnlyWhatThisReconciliationDoesNotKnowBetter() {
        // Given
        var progress = Contexts.built(1, Samples.imageBuild()).with("Built", UNKNOWN, "Building", "build 2");

        // When
        var conditions = Outcomes.conditions(progress.kept());

        // Then
        assertThat(conditions)
                .containsExactlyInAnyOrder(
                        "SourceFetched=True(Fetched)", "Built=Unknown(Building)", "Pushed=True(Pushed)");
    }

    @Test
    void shouldBeAValue() {
        // Given
        var progress = Contexts.nothing();

        // When
        progress.with("Built", TRUE, "Succeeded", "m").with(Contexts.image());

        // Then
        assertThat(progress.image()).isNull();
        assertThat(progress.conditions().toList()).isEmpty();
    }
}
