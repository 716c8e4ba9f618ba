package dev.onggi.operator.builder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.onggi.operator.builder.api.BuildReport;
import dev.onggi.operator.builder.api.BuildReport.State;
import dev.onggi.operator.imagebuild.Samples;
import dev.onggi.operator.imagebuild.resource.Children;
import dev.onggi.operator.imagebuild.step.BuildNumber;
import dev.onggi.operator.imagebuild.step.BuildPhases;
import dev.onggi.operator.imagebuild.step.LostNode;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodCondition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportedBuildTest {

    private static final Instant NOW = Samples.NOW;

    @Test
    void shouldBeAsReadyAsTheBuilderThatMakesIt() {
        // Given
        var builder = new PodBuilder()
                .withNewSpec()
                .withNodeName("node-1")
                .endSpec()
                .withNewStatus()
                .addNewCondition()
                .withType("ContainersReady")
                .withStatus("True")
                .endCondition()
                .addNewCondition()
                .withType("Ready")
                .withStatus("False")
                .endCondition()
                .addNewCondition()
                .withType("DisruptionTarget")
                .withStatus("True")
                .endCondition()
                .endStatus()
                .build();

        // When
        var pods = ReportedBuild.pods(Samples.imageBuild(), List.of(Reports.of(3, 1, State.BUILDING)), builder);

        // Then
        assertThat(pods).singleElement().satisfies(pod -> {
            assertThat(LostNode.ofRunning(pod))
                    .hasValueSatisfying(words -> assertThat(words).contains("lost contact with node node-1"));
            assertThat(pod.getStatus().getConditions())
                    .extracting(PodCondition::getType)
                    .containsExactly("ContainersReady", "Ready");
            assertThat(pod.getStatus().getPhase()).isEqualTo("Running");
        });
    }

    @Test
    void shouldBeTheImageBuildsAndHaveItsNumberWhenItIsInTheFormOfAPod() {
        // When
        var pod = ReportedBuild.pod(Samples.imageBuild(), Reports.of(3, 1, State.QUEUED));

        // Then
        assertThat(Children.isOwnedBy(Samples.imageBuild(), pod)).isTrue();
        assertThat(BuildNumber.of(pod)).hasValue(3);
        assertThat(ReportedBuild.is(pod)).isTrue();
        assertThat(ReportedBuild.id(pod)).isEqualTo("hello-3-uidhello");
        assertThat(pod.getMetadata().getName()).isEqualTo("onggi-builder");
        assertThat(pod.getStatus().getPhase()).isEqualTo("Pending");
    }

    @Test
    void shouldHaveFailedInTimeWhenItWasStoppedForItsTime() {
        // Given
        var report = new BuildReport(
                Reports.key(1),
                4,
                State.ENDED,
                true,
                true,
                NOW,
                null,
                null,
                null,
                null,
                143,
                "reason=BuilderFailed",
                NOW);

        // When
        var pod = ReportedBuild.pod(Samples.imageBuild(), report);

        // Then
        assertThat(pod.getStatus().getPhase()).isEqualTo("Failed");
        assertThat(pod.getStatus().getReason()).isEqualTo("DeadlineExceeded");
        assertThat(pod.getMetadata().getDeletionTimestamp()).isNull();
    }

    @Test
    void shouldBeOnItsWayOutWhenItWasAskedToStop() {
        // When
        var pod = ReportedBuild.pod(
                Samples.imageBuild(), Reports.of(1, 1, State.BUILDING).stopped());

        // Then
        assertThat(pod.getMetadata().getDeletionTimestamp()).isNotNull();
        assertThat(pod.getStatus().getPhase()).isEqualTo("Running");
    }

    @Test
    void shouldTellHowLongItsPhasesTookWhenItHasEnded() {
        // Given
        var report = new BuildReport(
                Reports.key(1),
                4,
                State.ENDED,
                false,
                false,
                NOW,
                NOW.plusSeconds(1),
                0,
                "commit",
                NOW.plusSeconds(3),
                0,
                "{}",
                NOW.plusSeconds(10));

        // When
        var phases = BuildPhases.of(ReportedBuild.pod(Samples.imageBuild(), report));

        // Then
        assertThat(phases)
                .containsExactly(
                        entry("wait", Duration.ofSeconds(1)),
                        entry("fetch", Duration.ofSeconds(2)),
                        entry("build", Duration.ofSeconds(7)));
    }

    @Test
    void shouldTellHowLongTheFetchTookWhenItHasFailed() {
        // Given
        var report = new BuildReport(
                Reports.key(1),
                4,
                State.ENDED,
                false,
                false,
                NOW,
                NOW,
                1,
                "reason=SourceNotFound",
                null,
                null,
                null,
                NOW.plusSeconds(5));

        // When
        var phases = BuildPhases.of(ReportedBuild.pod(Samples.imageBuild(), report));

        // Then
        assertThat(phases).containsEntry("fetch", Duration.ofSeconds(5)).doesNotContainKey("build");
    }

    @Test
    void shouldTellWhatTheScriptsToldWhenItHasFailed() {
        // Given
        var report = new BuildReport(
                Reports.key(1),
                4,
                State.ENDED,
                false,
                false,
                NOW,
                null,
                0,
                "commit",
                null,
                1,
                "reason=BuildFailed",
                NOW);

        // When
        var status = ReportedBuild.pod(Samples.imageBuild(), report).getStatus();

        // Then
        assertThat(status.getPhase()).isEqualTo("Failed");
        assertThat(status.getInitContainerStatuses()
                        .getFirst()
                        .getState()
                        .getTerminated()
                        .getMessage())
                .isEqualTo("commit");
        var build = status.getContainerStatuses().getFirst().getState().getTerminated();
        assertThat(build.getMessage()).isEqualTo("reason=BuildFailed");
        assertThat(build.getExitCode()).isEqualTo(1);
        assertThat(build.getFinishedAt()).isEqualTo(NOW.toString());
    }
}
