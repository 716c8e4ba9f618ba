package dev.onggi.operator.imagebuild.step;

import static dev.onggi.operator.imagebuild.step.Outcomes.conditions;
import static dev.onggi.operator.imagebuild.step.Outcomes.proceed;
import static dev.onggi.operator.imagebuild.step.Outcomes.stop;
import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.api.v1alpha1.Condition;
import dev.onggi.api.v1alpha1.ImageBuild;
import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.operator.imagebuild.BuildPods;
import dev.onggi.operator.imagebuild.Samples;
import dev.onggi.operator.status.Summary;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ResolveRegistryTest {

    private static final RegistryResolution.Missing MISSING =
            new RegistryResolution.Missing("RegistryNotFound", "there is none");

    private static final LocalRegistry AWAY =
            Samples.registry("registry", new Condition("Available", "False", "Gone", "it is gone", 1L, "t"));

    private final FakeCluster cluster = new FakeCluster();
    private final ResolveRegistry step = new ResolveRegistry(cluster);

    @Test
    void shouldGoOnWhenTheRegistryAnswers() {
        // Given
        var context = Contexts.of(Samples.imageBuild());

        // Then
        assertThat(conditions(proceed(step.run(context, Contexts.nothing())))).isEmpty();
    }

    @Test
    void shouldStallWhenThereIsNone() {
        // Given
        var context = Contexts.with(MISSING, Contexts.of(Samples.imageBuild()));

        // When
        var stop = stop(step.run(context, Contexts.nothing()));

        // Then
        assertThat(stop.summary()).isEqualTo(new Summary.Stalled("RegistryNotFound", "there is none"));
        assertThat(stop.again()).isEmpty();
    }

    @Test
    void shouldWaitAMomentWhenTheImageBuildHasJustBeenApplied() {
        // Given: both may be in one file
        var context = Contexts.with(MISSING, Contexts.of(made(3)));

        // When
        var stop = stop(step.run(context, Contexts.nothing()));

        // Then
        assertThat(stop.summary()).isEqualTo(new Summary.InProgress("RegistryNotFound", "there is none"));
        assertThat(stop.again()).contains(Duration.ofSeconds(7));
    }

    @Test
    void shouldStallWhenTheMomentIsOver() {
        // Given
        var context = Contexts.with(MISSING, Contexts.of(made(10)));

        // Then
        assertThat(stop(step.run(context, Contexts.nothing())).summary()).isInstanceOf(Summary.Stalled.class);
    }

    @Test
    void shouldKeepWhatWasReachedWhenTheRegistryIsGone() {
        // Given
        var imageBuild = Samples.imageBuild();
        var context = Contexts.with(MISSING, Contexts.of(imageBuild));

        // When
        var stop = stop(step.run(context, Contexts.built(1, imageBuild)));

        // Then
        assertThat(conditions(stop.progress()))
                .containsExactly("SourceFetched=True(Fetched)", "Built=True(Succeeded)", "Pushed=True(Pushed)");
    }

    @Test
    void shouldWaitAndSayWhyWhenTheRegistryHasTrouble() {
        // Given
        var registry = Samples.registry(
                "registry", new Condition("Ready", "False", "StorageNotBound", "the claim is not bound", 1L, "t"));
        var context = Contexts.with(Contexts.found(registry), Contexts.of(Samples.imageBuild()));

        // Then
        assertThat(stop(step.run(context, Contexts.nothing())).summary())
                .isEqualTo(
                        new Summary.Retrying(
                                "RegistryNotReady",
                                "LocalRegistry registry does not answer yet: the claim is not bound; see kubectl describe lreg -n team-a registry"));
    }

    @Test
    void shouldTellOfNoTroubleWhenTheRegistryIsBeingStarted() {
        // Given
        var registry = Samples.registry(
                "registry", new Condition("Ready", "Unknown", "RegistryStarting", "its Pod starts", 1L, "t"));
        var context = Contexts.with(Contexts.found(registry), Contexts.of(Samples.imageBuild()));

        // Then
        assertThat(stop(step.run(context, Contexts.nothing())).summary())
                .isEqualTo(
                        new Summary.InProgress(
                                "RegistryNotReady",
                                "LocalRegistry registry does not answer yet: its Pod starts; see kubectl describe lreg -n team-a registry"));
    }

    @Test
    void shouldWaitWhenTheRegistryHasNoStatusYet() {
        // Given
        var registry = Samples.registry("registry");
        registry.setStatus(null);
        var context = Contexts.with(Contexts.found(registry), Contexts.of(Samples.imageBuild()));

        // Then
        assertThat(stop(step.run(context, Contexts.nothing())).summary())
                .isEqualTo(new Summary.InProgress(
                        "RegistryNotReady",
                        "LocalRegistry registry does not answer yet; see kubectl describe lreg -n team-a registry"));
    }

    @Test
    void shouldLookAtABuildThatRunsWhenTheRegistryDoesNotAnswer() {
        // Given: its end must not be missed, and it may have failed for that very reason
        var imageBuild = Samples.imageBuild();
        var context = Contexts.with(Contexts.found(AWAY), Contexts.of(imageBuild));
        var running = Contexts.running(1, imageBuild);

        // Then
        assertThat(proceed(step.run(context, running))).isEqualTo(running);
    }

    @Test
    void shouldGoOnWithWhatIsBuiltWhenTheRegistryIsStartedAnew() {
        // Given
        var imageBuild = Samples.imageBuild();
        var context = Contexts.with(Contexts.found(AWAY), Contexts.of(imageBuild));
        var built = Contexts.built(1, imageBuild);

        // Then
        assertThat(proceed(step.run(context, built))).isEqualTo(built);
    }

    @Test
    void shouldWaitWithAnotherInputWhenTheRegistryIsStartedAnew() {
        // Given
        var built = Contexts.built(1, Samples.imageBuild());
        var context = Contexts.with(Contexts.found(AWAY), Contexts.of(Samples.imageBuild("rebuild: again")));

        // Then
        assertThat(stop(step.run(context, built)).summary().reason()).isEqualTo("RegistryNotReady");
    }

    @Test
    void shouldWaitWhenItIsNotKnownHowNodesPullWhatIsBuilt() {
        // Given: the name has not been the registry's own
        var imageBuild = Samples.imageBuild();
        var built = Contexts.built(1, imageBuild);
        var image = built.image().withReference("127.0.0.1:30123/team-a/hello@" + Samples.DIGEST);
        var context = Contexts.with(Contexts.found(AWAY), Contexts.of(imageBuild));

        // Then
        assertThat(stop(step.run(context, built.with(image))).summary().reason())
                .isEqualTo("RegistryNotReady");
    }

    @Test
    void shouldStopABuildThatRunsWhenTheRegistryIsGone() {
        // Given
        var imageBuild = Samples.imageBuild();
        var context = Contexts.with(
                MISSING,
                Contexts.of(
                        imageBuild,
                        BuildPods.succeeded(Contexts.pod(1, imageBuild)),
                        BuildPods.building(Contexts.pod(2, imageBuild))));

        // When
        var stop = stop(step.run(context, Contexts.running(2, imageBuild)));

        // Then
        assertThat(cluster.calls).containsExactly("delete Pod/hello-2-build");
        assertThat(stop.summary()).isEqualTo(new Summary.Stalled("RegistryNotFound", "there is none"));
        assertThat(stop.progress().build().result()).isEqualTo("Cancelled");
        assertThat(stop.progress().failure().message()).isEqualTo("build 2 was stopped: there is none");
    }

    @Test
    void shouldStallAtOnceWhenTheRepositoryIsNotAllowed() {
        // Given: that nothing will change but the spec
        var context = Contexts.with(
                new RegistryResolution.Refused("RepositoryNotAllowed", "not there"), Contexts.of(made(3)));

        // Then
        assertThat(stop(step.run(context, Contexts.nothing())).summary())
                .isEqualTo(new Summary.Stalled("RepositoryNotAllowed", "not there"));
    }

    private static ImageBuild made(int secondsAgo) {
        var imageBuild = Samples.imageBuild();
        imageBuild
                .getMetadata()
                .setCreationTimestamp(Samples.NOW.minusSeconds(secondsAgo).toString());
        return imageBuild;
    }
}
