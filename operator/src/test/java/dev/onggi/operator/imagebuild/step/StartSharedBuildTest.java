package dev.onggi.operator.imagebuild.step;

import static dev.onggi.operator.imagebuild.step.Outcomes.stop;
import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.operator.imagebuild.Samples;
import dev.onggi.operator.status.Summary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StartSharedBuildTest {

    private static final String SHARED = "cache: {mode: Shared, size: 10Gi}";

    private final FakeCluster cluster = new FakeCluster();
    private final StartBuild step = new StartBuild(cluster);

    @Test
    void shouldHandTheBuildOverAndMakeNothingElseWhenTheBuilderIsShared() {
        // When
        var stop = stop(step.run(Contexts.of(Samples.imageBuild(SHARED)), Contexts.nothing()));

        // Then
        assertThat(cluster.calls).containsExactly("hand over build 1, attempt 1");
        assertThat(stop.progress().build().pod()).isEqualTo("onggi-builder");
        assertThat(stop.summary())
                .isEqualTo(new Summary.InProgress(
                        "BuildStarted",
                        "build 1 runs in Pod onggi-builder; see kubectl logs -n team-a -f onggi-builder"));
    }

    @Test
    void shouldRecordNoBuildWhenTheBuilderCannotTakeItYet() {
        // Given
        var starting = new Summary.InProgress("BuilderStarting", "the builder starts");
        cluster.postponing(starting);

        // When
        var stop = stop(step.run(Contexts.of(Samples.imageBuild(SHARED)), Contexts.nothing()));

        // Then
        assertThat(stop.progress().build()).isNull();
        assertThat(stop.summary()).isEqualTo(starting);
        assertThat(stop.again()).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "source: {git: {url: 'https://git.example.com/team/hello.git', secretRef: {name: git}}}",
                "secrets: [{id: token, secretRef: {name: npm}}]",
                "ssh: [{id: default, secretRef: {name: deploy}}]"
            })
    void shouldMakeAPodOfItsOwnWhenTheBuildNeedsACredentialOfTheUser(String field) {
        // Given
        var imageBuild = Samples.imageBuild(SHARED, field);

        // When
        var stop = stop(step.run(Contexts.of(imageBuild), Contexts.nothing()));

        // Then
        assertThat(cluster.calls)
                .containsExactly(
                        "create Pod/hello-1-build",
                        "apply NetworkPolicy/hello-build",
                        "apply PersistentVolumeClaim/hello-cache",
                        "create ConfigMap/hello-1-build");
        assertThat(stop.progress().build().pod()).isEqualTo("hello-1-build");
    }

    @Test
    void shouldStopTheBuildWhenItIsSuspended() {
        // Given
        var imageBuild = Samples.imageBuild(SHARED);
        stop(step.run(Contexts.of(imageBuild), Contexts.nothing()));
        var build = cluster.pods.getLast();

        // When
        var suspended = Samples.imageBuild(SHARED, "suspend: true");
        var stop = stop(step.run(Contexts.of(suspended, build), Contexts.running(1, imageBuild)));

        // Then
        assertThat(cluster.calls).endsWith("delete Pod/onggi-builder");
        assertThat(stop.summary().reason()).isEqualTo("Suspended");
        assertThat(stop.progress().build().result()).isEqualTo("Cancelled");
    }
}
