package dev.onggi.operator.imagebuild.step;

import static dev.onggi.operator.imagebuild.BuildPods.END;
import static dev.onggi.operator.imagebuild.BuildPods.FETCHED;
import static dev.onggi.operator.imagebuild.step.Outcomes.stop;
import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.api.v1alpha1.ImageBuild;
import dev.onggi.operator.imagebuild.Samples;
import dev.onggi.operator.imagebuild.step.PodObservation.OutOfMemory;
import dev.onggi.operator.status.Summary;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class MoreMemoryTest {

    private static final String REFUSAL =
            "pods \"hello-2-build\" is forbidden: maximum memory usage per Container is 6Gi, but limit is 8Gi";

    private final FakeCluster cluster = new FakeCluster();
    private final StartBuild step = new StartBuild(cluster);
    private final ImageBuild imageBuild = Samples.imageBuild();

    @Test
    void shouldStallInTheWordsOfTheLimitRangeWhenTheHigherLimitIsNotAdmitted() {
        // When
        var stop = startedWhen(cluster.denying(REFUSAL));

        // Then: whoever raises it need not tell
        assertThat(stop.summary())
                .isEqualTo(
                        new Summary.Stalled(
                                "OutOfMemory",
                                "build 1 ran out of memory, and a Pod with a limit of 8Gi is not admitted: " + REFUSAL
                                        + "; ask for the namespace's LimitRange or quota to be raised, or make the build need less"));
        assertThat(stop.again()).contains(Duration.ofSeconds(30));
    }

    @Test
    void shouldStallLikewiseWhenAQuotaHasNoRoomForTheHigherLimit() {
        assertThat(startedWhen(cluster.overQuota("exceeded quota: small")).summary())
                .isInstanceOf(Summary.Stalled.class)
                .extracting(Summary::reason)
                .isEqualTo("OutOfMemory");
    }

    @Test
    void shouldWaitForRoomWhenAQuotaHasNoneForAnyBuild() {
        // Given
        cluster.overQuota("exceeded quota: small");

        // When
        var stop = stop(step.run(Contexts.of(imageBuild), Contexts.nothing()));

        // Then
        assertThat(stop.summary())
                .isEqualTo(
                        new Summary.Retrying(
                                "QuotaExceeded",
                                "there is no room for the build Pod, which is made when there is: exceeded quota: small; see kubectl describe quota -n team-a"));
        assertThat(stop.again()).contains(Duration.ofSeconds(5));
        assertThat(stop.progress().build()).isNull();
    }

    @Test
    void shouldNotTryWithMoreWhenThereAreToBeNoRetries() {
        assertThat(ended(Samples.imageBuild("retries: 0"), "build").summary()).isInstanceOf(Summary.Stalled.class);
    }

    @Test
    void shouldNotTryWithMoreWhenTheLimitIsTheBound() {
        // When
        var stop = ended(Samples.imageBuild("builder: {timeout: 1h, resources: {limits: {memory: 20Gi}}}"), "build");

        // Then
        assertThat(stop.summary()).isInstanceOf(Summary.Stalled.class);
        assertThat(stop.summary().message())
                .contains("with a limit of 20Gi; raise spec.builder.resources.limits.memory");
    }

    @Test
    void shouldNotTryWithMoreWhenItWasTheFetchThatRanOut() {
        assertThat(ended(imageBuild, "fetch").summary()).isInstanceOf(Summary.Stalled.class);
    }

    private Outcome.Stop startedWhen(FakeCluster refusing) {
        assertThat(refusing).isSameAs(cluster);
        return stop(step.run(due(), ranOut()));
    }

    private BuildContext due() {
        return Contexts.at(Samples.NOW.plusSeconds(60), Contexts.of(imageBuild));
    }

    private Progress ranOut() {
        return Contexts.next(ended(imageBuild, "build").progress(), 1);
    }

    private static Outcome.Stop ended(ImageBuild imageBuild, String container) {
        return stop(MoreMemory.ranOut(
                Contexts.of(imageBuild),
                Contexts.running(1, imageBuild),
                Contexts.pod(1, imageBuild),
                new OutOfMemory(FETCHED, container, "", END)));
    }
}
