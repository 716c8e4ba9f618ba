package dev.onggi.operator.imagebuild.step;

import static dev.onggi.operator.imagebuild.BuildPods.building;
import static dev.onggi.operator.imagebuild.BuildPods.leaving;
import static dev.onggi.operator.imagebuild.BuildPods.succeeded;
import static dev.onggi.operator.imagebuild.step.Outcomes.proceed;
import static dev.onggi.operator.imagebuild.step.Outcomes.stop;
import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.api.v1alpha1.ImageBuild;
import dev.onggi.operator.imagebuild.Samples;
import dev.onggi.operator.status.Summary;
import org.junit.jupiter.api.Test;

class StartBuildSuspendedTest {

    private static final Summary SUSPENDED = new Summary.Stalled(
            "Suspended", "spec.suspend is true and the current input is not built; set it to false to build");

    private final FakeCluster cluster = new FakeCluster();
    private final StartBuild step = new StartBuild(cluster);
    private final ImageBuild imageBuild = Samples.imageBuild("suspend: true");

    @Test
    void shouldStartNothing() {
        // Then
        assertThat(stop(step.run(Contexts.of(imageBuild), Contexts.nothing())).summary())
                .isEqualTo(SUSPENDED);
        assertThat(cluster.calls).isEmpty();
    }

    @Test
    void shouldStopTheBuildThatRuns() {
        // Given
        var context = Contexts.of(imageBuild, building(Contexts.pod(1, imageBuild)));

        // When
        var stop = stop(step.run(context, Contexts.running(1, imageBuild)));

        // Then
        assertThat(cluster.calls).containsExactly("delete Pod/hello-1-build");
        assertThat(stop.progress().build().result()).isEqualTo("Cancelled");
        assertThat(stop.summary()).isEqualTo(SUSPENDED);
    }

    @Test
    void shouldStopAnOlderBuildThatRuns() {
        // Given
        var older = Samples.imageBuild("rebuild: older");
        var context = Contexts.of(imageBuild, building(Contexts.pod(1, older)));

        // When
        var stop = stop(step.run(context, Contexts.running(1, older)));

        // Then
        assertThat(cluster.calls).containsExactly("delete Pod/hello-1-build");
        assertThat(stop.summary()).isEqualTo(SUSPENDED);
    }

    @Test
    void shouldNotThrowAwayABuildThatEndedInTheSameMoment() {
        // Given
        var context = Contexts.of(imageBuild, succeeded(Contexts.pod(1, imageBuild)));

        // When
        var progress = proceed(step.run(context, Contexts.running(1, imageBuild)));

        // Then
        assertThat(cluster.calls).isEmpty();
        assertThat(progress.build().result()).isNull();
    }

    @Test
    void shouldSayThatItIsSuspendedWhileTheStoppedBuildEnds() {
        // Given
        var pod = leaving(building(Contexts.pod(1, imageBuild)));

        // Then
        assertThat(stop(step.run(Contexts.of(imageBuild, pod), Contexts.running(1, imageBuild)))
                        .summary())
                .isEqualTo(SUSPENDED);
        assertThat(cluster.calls).isEmpty();
    }

    @Test
    void shouldGoOnWhenTheInputIsBuilt() {
        // Given
        var context = Contexts.of(imageBuild, succeeded(Contexts.pod(1, imageBuild)));

        // Then
        proceed(step.run(context, Contexts.built(1, imageBuild)));
        assertThat(cluster.calls).isEmpty();
    }

    @Test
    void shouldNotLookForAPodThatIsGone() {
        // Then
        assertThat(stop(step.run(Contexts.of(imageBuild), Contexts.running(1, imageBuild)))
                        .summary())
                .isEqualTo(SUSPENDED);
        assertThat(cluster.calls).isEmpty();
    }
}
