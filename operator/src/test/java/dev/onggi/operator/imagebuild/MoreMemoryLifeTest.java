package dev.onggi.operator.imagebuild;

import static dev.onggi.operator.imagebuild.BuildPods.FETCHED;
import static dev.onggi.operator.imagebuild.BuildPods.ended;
import static dev.onggi.operator.imagebuild.BuildPods.inPhase;
import static dev.onggi.operator.imagebuild.BuildPods.withBuild;
import static dev.onggi.operator.imagebuild.BuildPods.withFetch;
import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.api.v1alpha1.Condition;
import dev.onggi.operator.status.Conditions;
import io.fabric8.kubernetes.api.model.Pod;
import org.junit.jupiter.api.Test;

/** A build that runs out of memory, with all steps together. */
class MoreMemoryLifeTest {

    private final World world = new World(Samples.imageBuild(Samples.GIT));

    @Test
    void shouldTryOnceMoreWithTwiceTheMemoryAndThenStall() {
        // Given
        world.settle();
        world.kubelet(1, MoreMemoryLifeTest::outOfMemory);
        world.settle();

        // Then
        assertThat(ready().reason()).isEqualTo("OutOfMemory");
        assertThat(ready().message())
                .isEqualTo(
                        "container build was ended for its memory with a limit of 4Gi; it is tried once more with 8Gi; to spare later builds the try, raise spec.builder.resources.limits.memory; see kubectl describe pod -n team-a hello-1-build");
        assertThat(isStalled()).isFalse();

        // When
        world.passes(10);
        world.settle();

        // Then
        assertThat(world.imageBuild().getStatus().build().raisedMemory()).isEqualTo("8Gi");
        assertThat(world.imageBuild().getStatus().build().attempt()).isEqualTo(2);
        assertThat(world.events()).contains("MemoryRaised 2");

        // When
        world.kubelet(2, MoreMemoryLifeTest::outOfMemory);
        world.settle();

        // Then
        assertThat(isStalled()).isTrue();
        assertThat(ready().message())
                .startsWith("container build was ended for its memory with a limit of 8Gi; raise spec.builder");
        assertThat(world.writes()).doesNotContain("create Pod/hello-3-build");
    }

    @Test
    void shouldKeepTheHigherLimitWhenTheSecondTryIsTakenAway() {
        // Given
        world.settle();
        world.kubelet(1, MoreMemoryLifeTest::outOfMemory);
        world.settle();
        world.passes(10);
        world.settle();

        // When
        world.gone(2);
        world.settle();
        world.passes(20);
        world.settle();

        // Then
        assertThat(world.imageBuild().getStatus().build().number()).isEqualTo(3);
        assertThat(world.imageBuild().getStatus().build().raisedMemory()).isEqualTo("8Gi");
    }

    @Test
    void shouldBeginWithTheSpecsLimitWhenTheInputChanges() {
        // Given
        world.settle();
        world.kubelet(1, MoreMemoryLifeTest::outOfMemory);
        world.settle();

        // When
        world.apply(Samples.GIT, "rebuild: again");
        world.settle();

        // Then
        assertThat(world.imageBuild().getStatus().build().number()).isEqualTo(2);
        assertThat(world.imageBuild().getStatus().build().raisedMemory()).isNull();
    }

    private static Pod outOfMemory(Pod pod) {
        return inPhase(
                "Failed", withBuild(ended("build", 137, "OOMKilled", ""), withFetch(ended("fetch", 0, FETCHED), pod)));
    }

    private Condition ready() {
        return Conditions.find(world.imageBuild().getStatus().conditions(), "Ready")
                .orElseThrow();
    }

    private boolean isStalled() {
        return Conditions.isTrue(world.imageBuild().getStatus().conditions(), "Stalled");
    }
}
