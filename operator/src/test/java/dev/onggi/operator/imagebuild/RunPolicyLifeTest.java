package dev.onggi.operator.imagebuild;

import static dev.onggi.operator.imagebuild.BuildPods.FETCHED;
import static dev.onggi.operator.imagebuild.BuildPods.ended;
import static dev.onggi.operator.imagebuild.BuildPods.withFetch;
import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.api.v1alpha1.Condition;
import dev.onggi.operator.status.Conditions;
import org.junit.jupiter.api.Test;

/** What becomes of a build whose input changes, with all steps together. */
class RunPolicyLifeTest {

    private static final String SERIAL = "runPolicy: Serial";

    private final World world = new World(Samples.imageBuild(Samples.GIT, SERIAL));

    @Test
    void shouldLetABuildEndAndThenBuildTheNewestInputWhenItIsSerial() {
        // Given
        world.settle();
        world.kubelet(1, BuildPods::building);
        world.settle();

        // When
        world.apply(Samples.GIT, SERIAL, "rebuild: again");
        world.settle();
        world.apply(Samples.GIT, SERIAL, "rebuild: once more");
        world.settle();

        // Then
        assertThat(ready()).isEqualTo("Queued");
        assertThat(world.writes())
                .noneMatch(write -> write.startsWith("delete") || write.equals("create Pod/hello-2-build"));

        // When
        world.kubelet(1, pod -> BuildPods.succeeded(withFetch(ended("fetch", 0, FETCHED), pod)));
        world.settle();

        // Then: the input in between is not built
        assertThat(world.writes()).contains("create Pod/hello-2-build");
        assertThat(world.imageBuild().getStatus().history())
                .extracting(entry -> entry.number() + " " + entry.result())
                .containsExactly("1 Succeeded");
        world.kubelet(2, pod -> BuildPods.succeededOtherwise(withFetch(ended("fetch", 0, FETCHED), pod)));
        world.settle();
        assertThat(world.imageBuild().getStatus().image().digest()).isEqualTo(Samples.OTHER_DIGEST.value());
        assertThat(world.writes()).doesNotContain("create Pod/hello-3-build");
    }

    @Test
    void shouldStopABuildThatHasNotBegunWhenItIsSerial() {
        // Given: it may wait for a Secret that the new spec does not name any more
        world.settle();

        // When
        world.apply(Samples.GIT, SERIAL, "rebuild: again");
        world.settle();

        // Then
        assertThat(world.writes()).containsSubsequence("delete Pod/hello-1-build", "create Pod/hello-2-build");
    }

    @Test
    void shouldStopABuildThatIsToEndWhenItIsSuspended() {
        // Given
        world.settle();
        world.kubelet(1, BuildPods::building);
        world.settle();

        // When
        world.apply(Samples.GIT, SERIAL, "rebuild: again", "suspend: true");
        world.settle();

        // Then
        assertThat(world.writes()).contains("delete Pod/hello-1-build");
        assertThat(ready()).isEqualTo("Suspended");
    }

    @Test
    void shouldKeepNoMorePodsAndEntriesThanTheSpecAsksFor() {
        // Given
        var fields = new String[] {Samples.GIT, "history: {successful: 1, failed: 0}", "rebuild: '0'"};
        var bounded = new World(Samples.imageBuild(fields));

        // When
        for (int number = 1; number <= 5; number++) {
            fields[2] = "rebuild: '%d'".formatted(number);
            bounded.apply(fields);
            bounded.settle();
            var fails = number % 2 == 0;
            bounded.kubelet(
                    number,
                    pod -> fails
                            ? BuildPods.failed(BuildPods.REFUSED, pod)
                            : BuildPods.succeeded(withFetch(ended("fetch", 0, FETCHED), pod)));
            bounded.settle();
        }

        // Then
        assertThat(bounded.imageBuild().getStatus().history())
                .extracting(entry -> entry.number() + " " + entry.result())
                .containsExactly("5 Succeeded");
        assertThat(bounded.writes())
                .contains(
                        "delete Pod/hello-1-build",
                        "delete Pod/hello-2-build",
                        "delete Pod/hello-3-build",
                        "delete Pod/hello-4-build")
                .doesNotContain("delete Pod/hello-5-build");
    }

    private String ready() {
        return Conditions.find(world.imageBuild().getStatus().conditions(), "Ready")
                .map(Condition::reason)
                .orElseThrow();
    }
}
