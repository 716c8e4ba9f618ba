package dev.onggi.operator.imagebuild.step;

import static dev.onggi.operator.imagebuild.BuildPods.END;
import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.api.v1alpha1.ImageBuild;
import dev.onggi.api.v1alpha1.ImageBuildStatus.Failure;
import dev.onggi.api.v1alpha1.ImageBuildStatus.HistoryEntry;
import dev.onggi.operator.imagebuild.BuildPods;
import dev.onggi.operator.imagebuild.Samples;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BuildRecordTest {

    private static final Failure FAILURE = new Failure("BuilderFailed", "no", null, null, null, null, null);

    private final ImageBuild imageBuild = Samples.imageBuild();

    @Test
    void shouldRecordTimesAndResultWhenABuildSucceeded() {
        // When
        var build = Contexts.built(1, imageBuild).build();

        // Then
        assertThat(build.result()).isEqualTo("Succeeded");
        assertThat(build.startTime()).isEqualTo(Samples.NOW.minusSeconds(30).toString());
        assertThat(build.completionTime()).isEqualTo(END.toString());
        assertThat(build.duration()).isEqualTo("25s");
        assertThat(build.retryTime()).isNull();
    }

    @Test
    void shouldPutTheEndIntoTheHistory() {
        assertThat(Contexts.built(1, imageBuild).history())
                .containsExactly(new HistoryEntry(
                        1,
                        Samples.COMMIT,
                        Samples.DIGEST.value(),
                        "Succeeded",
                        "Succeeded",
                        Samples.NOW.minusSeconds(30).toString(),
                        "25s",
                        null,
                        "10001"));
    }

    @Test
    void shouldBeTheSameWhenTheSameEndIsRecordedTwice() {
        // Given
        var once = failed(Contexts.running(1, imageBuild), 1, true);

        // When
        var twice = failed(once, 1, true);

        // Then
        assertThat(twice.build()).isEqualTo(once.build());
        assertThat(twice.history()).isEqualTo(once.history()).hasSize(1);
        assertThat(twice.conditions().toList()).isEqualTo(once.conditions().toList());
    }

    @Test
    void shouldKeepNoMoreThanTheSchemaTakesWhenThereAreMore() {
        // Given
        var progress = Contexts.nothing();

        // When
        for (int number = 1; number <= 50; number++) {
            progress = failed(progress, number, false);
        }

        // Then
        assertThat(progress.history())
                .hasSize(42)
                .extracting(HistoryEntry::number)
                .startsWith(50, 49)
                .endsWith(9);
    }

    @ParameterizedTest
    @CsvSource({"1,10", "2,20", "3,40", "4,80", "5,160", "6,300", "7,300", "100,300"})
    void shouldWaitLongerWithEachAttempt(int attempt, long seconds) {
        // Given
        var running = BuildRecord.started(Contexts.nothing(), BuildPods.pod(1, "input"), attempt);

        // When
        var failed = failed(running, 1, true);

        // Then
        assertThat(BuildRecord.pause(failed, END)).isEqualTo(Duration.ofSeconds(seconds));
        assertThat(failed.build().attempt()).isEqualTo(attempt);
    }

    @Test
    void shouldCountAsTheFirstAttemptWhenTheStatusKnowsOnlyOfAnOlderBuild() {
        // Given
        var older = BuildRecord.started(Contexts.nothing(), BuildPods.pod(1, "input"), 4);

        // Then
        assertThat(failed(older, 2, true).build().attempt()).isEqualTo(1);
    }

    @Test
    void shouldTakeWhoseInputItWasFromThePod() {
        // Given: the spec has moved on
        var pod = new PodBuilder(BuildPods.pod(3, "older input"))
                .editMetadata()
                .addToAnnotations("onggi.dev/generation", "6")
                .endMetadata()
                .build();

        // When
        var build = BuildRecord.cancelled(Contexts.nothing(), pod, Samples.NOW).build();

        // Then
        assertThat(build.number()).isEqualTo(3);
        assertThat(build.fingerprint()).isEqualTo("older input");
        assertThat(build.generation()).isEqualTo(6);
        assertThat(build.result()).isEqualTo("Cancelled");
    }

    @Test
    void shouldWriteWholeSeconds() {
        // When
        var build = BuildRecord.cancelled(
                        Contexts.nothing(), BuildPods.pod(1, "input"), Samples.NOW.plusNanos(123_456_789))
                .build();

        // Then
        assertThat(build.completionTime()).isEqualTo("2026-03-01T12:00:00Z");
    }

    @Test
    void shouldForgetTheOldFailureWhenTheNextBuildStarts() {
        // Given
        var failed = failed(Contexts.running(1, imageBuild), 1, false);

        // Then
        assertThat(failed.failure()).isEqualTo(FAILURE);
        assertThat(BuildRecord.started(failed, BuildPods.pod(2, "input"), 1).failure())
                .isNull();
    }

    @Test
    void shouldKeepWhatRunsWhenTheNextBuildFails() {
        // When
        var progress = failed(Contexts.built(1, imageBuild), 2, false);

        // Then
        assertThat(progress.image()).isEqualTo(Contexts.image());
    }

    private static Progress failed(Progress progress, int number, boolean retryable) {
        return BuildRecord.failed(progress, BuildPods.pod(number, "input"), Optional.empty(), FAILURE, retryable, END);
    }
}
