package dev.onggi.operator.imagebuild.step;

import static dev.onggi.operator.imagebuild.BuildPods.REFUSED;
import static dev.onggi.operator.imagebuild.BuildPods.building;
import static dev.onggi.operator.imagebuild.BuildPods.failed;
import static dev.onggi.operator.imagebuild.BuildPods.leaving;
import static dev.onggi.operator.imagebuild.BuildPods.pod;
import static dev.onggi.operator.imagebuild.BuildPods.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.operator.imagebuild.Samples;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PruneTest {

    private static final String KEPT = "cache: {mode: Volume, size: 10Gi}";
    private static final String NOT_KEPT = "cache: {mode: None, size: 10Gi}";

    @Test
    void shouldKeepTheLogsOfThreeBuilds() {
        assertThat(excess(KEPT, succeeded(pod(1, "a")), failed(REFUSED, pod(2, "b")), succeeded(pod(3, "c"))))
                .isEmpty();
    }

    @Test
    void shouldDeleteTheOldestWhenMoreHaveEnded() {
        assertThat(excess(
                        KEPT,
                        succeeded(pod(1, "a")),
                        failed(REFUSED, pod(2, "b")),
                        succeeded(pod(3, "c")),
                        succeeded(pod(4, "d")),
                        succeeded(pod(5, "e"))))
                .containsExactly("hello-1-build", "hello-2-build");
    }

    @Test
    void shouldCountOnlyPodsThatEnded() {
        assertThat(excess(
                        KEPT,
                        building(pod(1, "a")),
                        succeeded(pod(2, "b")),
                        succeeded(pod(3, "c")),
                        succeeded(pod(4, "d"))))
                .isEmpty();
    }

    @Test
    void shouldNotDeleteTwice() {
        assertThat(excess(
                        KEPT,
                        leaving(succeeded(pod(1, "a"))),
                        succeeded(pod(2, "b")),
                        succeeded(pod(3, "c")),
                        succeeded(pod(4, "d"))))
                .isEmpty();
    }

    @Test
    void shouldDeleteTheClaimWhenNothingIsKeptAnyMore() {
        assertThat(excess(NOT_KEPT, succeeded(pod(1, "a")))).containsExactly("hello-cache");
    }

    @Test
    void shouldLeaveTheClaimWhenABuildMayStillUseIt() {
        assertThat(excess(NOT_KEPT, succeeded(pod(1, "a")), building(pod(2, "b"))))
                .isEmpty();
    }

    private static List<String> excess(String cache, Pod... pods) {
        var imageBuild = Samples.imageBuild(cache);
        var context = Contexts.of(imageBuild);
        return Prune.excess(new BuildContext(
                        imageBuild,
                        context.registry(),
                        context.source(),
                        List.of(pods),
                        Optional.of(claim()),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        Optional.empty(),
                        context.settings(),
                        context.now()))
                .stream()
                .map(object -> object.getMetadata().getName())
                .toList();
    }

    private static PersistentVolumeClaim claim() {
        return new PersistentVolumeClaimBuilder()
                .withNewMetadata()
                .withName("hello-cache")
                .endMetadata()
                .build();
    }
}
