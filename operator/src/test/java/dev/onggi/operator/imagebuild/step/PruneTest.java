package dev.onggi.operator.imagebuild.step;

import static dev.onggi.operator.imagebuild.BuildPods.REFUSED;
import static dev.onggi.operator.imagebuild.BuildPods.building;
import static dev.onggi.operator.imagebuild.BuildPods.failed;
import static dev.onggi.operator.imagebuild.BuildPods.leaving;
import static dev.onggi.operator.imagebuild.BuildPods.pod;
import static dev.onggi.operator.imagebuild.BuildPods.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.api.v1alpha1.ImageBuildStatus.HistoryEntry;
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
    void shouldKeepTheLogsOfBuildsThatTheHistoryKeeps() {
        assertThat(excess(
                        KEPT,
                        told(3, 1, 2, 3),
                        succeeded(pod(1, "a")),
                        failed(REFUSED, pod(2, "b")),
                        succeeded(pod(3, "c"))))
                .isEmpty();
    }

    @Test
    void shouldDeleteThoseThatItDoesNotKeep() {
        assertThat(excess(
                        KEPT,
                        told(5, 5, 3),
                        succeeded(pod(1, "a")),
                        failed(REFUSED, pod(2, "b")),
                        succeeded(pod(3, "c")),
                        failed(REFUSED, pod(4, "d")),
                        succeeded(pod(5, "e"))))
                .containsExactly("hello-1-build", "hello-2-build", "hello-4-build");
    }

    @Test
    void shouldLeavePodsThatHaveNotEnded() {
        assertThat(excess(KEPT, told(2, 2), building(pod(1, "a")), succeeded(pod(2, "b"))))
                .isEmpty();
    }

    @Test
    void shouldLeaveAPodWhoseEndTheStatusDoesNotTellOf() {
        // Given: the operator was away, or something else is in its way
        var running = Contexts.running(2, Samples.imageBuild());

        // Then
        assertThat(excess(KEPT, running, succeeded(pod(2, "b")), succeeded(pod(3, "c"))))
                .isEmpty();
        assertThat(excess(KEPT, Contexts.nothing(), succeeded(pod(1, "a")))).isEmpty();
    }

    @Test
    void shouldNotDeleteTwice() {
        assertThat(excess(KEPT, told(2, 2), leaving(succeeded(pod(1, "a"))), succeeded(pod(2, "b"))))
                .isEmpty();
    }

    @Test
    void shouldDeleteTheClaimWhenNothingIsKeptAnyMore() {
        assertThat(excess(NOT_KEPT, told(1, 1), succeeded(pod(1, "a")))).containsExactly("hello-cache");
    }

    @Test
    void shouldLeaveTheClaimWhenABuildMayStillUseIt() {
        assertThat(excess(NOT_KEPT, told(1, 1), succeeded(pod(1, "a")), building(pod(2, "b"))))
                .isEmpty();
    }

    private static List<String> excess(String cache, Progress progress, Pod... pods) {
        var imageBuild = Samples.imageBuild(cache);
        var context = Contexts.of(imageBuild);
        return Prune.excess(
                        new BuildContext(
                                imageBuild,
                                context.registry(),
                                context.source(),
                                List.of(pods),
                                List.of(claim()),
                                Optional.empty(),
                                Optional.empty(),
                                List.of(),
                                Optional.empty(),
                                Optional.empty(),
                                context.settings(),
                                context.now()),
                        progress)
                .stream()
                .map(object -> object.getMetadata().getName())
                .toList();
    }

    /** The status after a build has ended, with these builds in its history. */
    private static Progress told(int number, int... kept) {
        var progress = Contexts.nothing().with(Contexts.build(number, Samples.imageBuild(), BuildResults.SUCCEEDED));
        for (var build : kept) {
            progress = progress.with(
                    new HistoryEntry(build, null, null, BuildResults.SUCCEEDED, null, null, null, null, null));
        }
        return progress;
    }

    private static PersistentVolumeClaim claim() {
        return new PersistentVolumeClaimBuilder()
                .withNewMetadata()
                .withName("hello-cache")
                .endMetadata()
                .build();
    }
}
