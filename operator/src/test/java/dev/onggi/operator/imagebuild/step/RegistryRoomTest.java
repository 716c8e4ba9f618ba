package dev.onggi.operator.imagebuild.step;

import static dev.onggi.operator.imagebuild.step.Outcomes.stop;
import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.api.v1alpha1.Condition;
import dev.onggi.operator.imagebuild.Samples;
import dev.onggi.operator.status.Summary;
import org.junit.jupiter.api.Test;

class RegistryRoomTest {

    private static final Condition FULL =
            new Condition("StorageReady", "False", "StorageFull", "96% are used", 1L, "t");
    private static final Condition ALMOST_FULL =
            new Condition("StorageReady", "True", "StorageAlmostFull", "85% are used", 1L, "t");

    private final FakeCluster cluster = new FakeCluster();
    private final StartBuild step = new StartBuild(cluster);

    @Test
    void shouldWaitWhenTheStorageOfTheRegistryIsFull() {
        // When
        var stop = stop(step.run(context(FULL), Contexts.nothing()));

        // Then
        assertThat(stop.summary())
                .isEqualTo(
                        new Summary.Retrying(
                                "RegistryFull",
                                "the build starts when LocalRegistry registry has room: 96% are used; see kubectl describe lreg -n team-a registry"));
        assertThat(stop.again()).isEmpty();
        assertThat(cluster.pods).isEmpty();
    }

    @Test
    void shouldStartWhenItIsAlmostFull() {
        // When
        var stop = stop(step.run(context(ALMOST_FULL), Contexts.nothing()));

        // Then
        assertThat(stop.summary().reason()).isEqualTo("BuildStarted");
    }

    @Test
    void shouldLetABuildEndWhenTheStorageFillsMeanwhile() {
        // Given
        var imageBuild = Samples.imageBuild();
        var context = Contexts.with(
                Contexts.found(Samples.registry("registry", FULL)),
                Contexts.of(imageBuild, Contexts.pod(1, imageBuild)));

        // When
        var outcome = step.run(context, Contexts.running(1, imageBuild));

        // Then
        assertThat(outcome).isInstanceOf(Outcome.Proceed.class);
    }

    private static BuildContext context(Condition storage) {
        return Contexts.with(Contexts.found(Samples.registry("registry", storage)), Contexts.of(Samples.imageBuild()));
    }
}
