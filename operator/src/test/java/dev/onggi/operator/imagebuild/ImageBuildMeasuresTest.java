package dev.onggi.operator.imagebuild;

import static dev.onggi.operator.imagebuild.BuildPods.FETCHED;
import static dev.onggi.operator.imagebuild.BuildPods.ended;
import static dev.onggi.operator.imagebuild.BuildPods.withFetch;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.onggi.operator.metrics.Measurement;
import dev.onggi.operator.metrics.Metric;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is measured of the life of an ImageBuild. */
class ImageBuildMeasuresTest {

    private static final Duration BUILD = Duration.ofSeconds(25);
    private static final Duration SINCE_ITS_END = Duration.ofSeconds(5);

    private final World world = new World(Samples.imageBuild(Samples.GIT, Samples.ROLLOUT));

    @Test
    void shouldMeasureABuildAndItsRollOutOnceWhenAllGoesWell() {
        // When
        good();

        // Then
        assertThat(world.measured())
                .containsExactly(
                        Measurement.one(Metric.BUILDS_ENDED, "Succeeded", "Succeeded", "Volume"),
                        Measurement.took(Metric.BUILD_DURATION, BUILD, "Succeeded", "Volume"),
                        Measurement.one(Metric.ROLLOUTS_ENDED, "Complete"),
                        Measurement.took(Metric.PHASE_DURATION, SINCE_ITS_END, "rollout"),
                        Measurement.took(Metric.TIME_TO_READY, Duration.ZERO, "ImageBuild"));
    }

    @Test
    void shouldNameTheReasonWhenABuildFails() {
        // Given
        world.settle();

        // When
        world.kubelet(1, pod -> BuildPods.failed(BuildPods.REFUSED, withFetch(ended("fetch", 0, FETCHED), pod)));
        world.settle();

        // Then
        assertThat(world.measured())
                .containsExactly(
                        Measurement.one(Metric.BUILDS_ENDED, "Failed", "ContextNotFound", "Volume"),
                        Measurement.took(Metric.BUILD_DURATION, BUILD, "Failed", "Volume"));
    }

    @Test
    void shouldCountTheWayBackWhenAnImageIsNotAvailable() {
        // Given
        good();
        int known = world.measured().size();

        // When
        bad(Samples.ROLLOUT);

        // Then
        assertThat(world.measured().stream().skip(known))
                .extracting(Measurement::metric, Measurement::labels)
                .contains(tuple(Metric.ROLLOUTS_ENDED, List.of("RolledBack")))
                .noneMatch(one -> one.toList().contains(List.of("Complete")));
    }

    @Test
    void shouldCountAFailureWhenNoWayBackIsWanted() {
        // Given
        good();
        int known = world.measured().size();

        // When
        bad(Samples.ROLLOUT.replace("rollout: {", "rollout: {rollback: false, "));

        // Then
        assertThat(world.measured().stream().skip(known).filter(one -> one.metric() == Metric.ROLLOUTS_ENDED))
                .containsExactly(Measurement.one(Metric.ROLLOUTS_ENDED, "Failed"));
    }

    @Test
    void shouldMeasureTheSameWhereverTheOperatorIsKilled() {
        // Given
        good();
        var undisturbed = world.measured();
        int call = 0;
        World killed;

        do {
            // When
            killed = new World(Samples.imageBuild(Samples.GIT, Samples.ROLLOUT)).killedInPlaceOfCall(call);
            good(killed);

            // Then
            assertThat(killed.measured()).containsExactlyElementsOf(undisturbed);
            call++;
        } while (!killed.isYetToBeKilled());
        assertThat(call).as("places to be killed in").isGreaterThan(8);
    }

    private void good() {
        good(world);
    }

    private static void good(World world) {
        world.settle();
        world.kubelet(1, pod -> BuildPods.succeeded(withFetch(ended("fetch", 0, FETCHED), pod)));
        world.settle();
        world.deploymentHas(1, 1);
        world.settle();
    }

    private void bad(String rollout) {
        world.apply(Samples.GIT, rollout, "rebuild: again");
        world.settle();
        world.kubelet(2, pod -> BuildPods.succeededOtherwise(withFetch(ended("fetch", 0, FETCHED), pod)));
        world.settle();
        world.deploymentExceeded();
        world.settle();
    }
}
