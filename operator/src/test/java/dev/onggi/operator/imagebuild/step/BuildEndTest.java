package dev.onggi.operator.imagebuild.step;

import static dev.onggi.operator.imagebuild.BuildPods.BROKEN;
import static dev.onggi.operator.imagebuild.BuildPods.BUILT;
import static dev.onggi.operator.imagebuild.BuildPods.END;
import static dev.onggi.operator.imagebuild.BuildPods.FETCHED;
import static dev.onggi.operator.imagebuild.BuildPods.REFUSED;
import static dev.onggi.operator.imagebuild.step.Outcomes.conditions;
import static dev.onggi.operator.imagebuild.step.Outcomes.proceed;
import static dev.onggi.operator.imagebuild.step.Outcomes.stop;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.onggi.api.v1alpha1.BaseImage;
import dev.onggi.api.v1alpha1.ImageBuild;
import dev.onggi.api.v1alpha1.ImageBuildStatus.Image;
import dev.onggi.api.v1alpha1.ImageBuildStatus.Source;
import dev.onggi.operator.imagebuild.Samples;
import dev.onggi.operator.imagebuild.resource.SourceFiles;
import dev.onggi.operator.imagebuild.step.PodObservation.BuildFailed;
import dev.onggi.operator.imagebuild.step.PodObservation.Ended;
import dev.onggi.operator.imagebuild.step.PodObservation.FetchFailed;
import dev.onggi.operator.imagebuild.step.PodObservation.Interrupted;
import dev.onggi.operator.imagebuild.step.PodObservation.OutOfMemory;
import dev.onggi.operator.imagebuild.step.PodObservation.OutOfStorage;
import dev.onggi.operator.imagebuild.step.PodObservation.Succeeded;
import dev.onggi.operator.imagebuild.step.PodObservation.TimedOut;
import dev.onggi.operator.model.Digest;
import dev.onggi.operator.registry.Manifest;
import dev.onggi.operator.status.Summary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BuildEndTest {

    private static final Source COMMIT = new Source(Samples.COMMIT, "8f3c1a52d8e4", "Kim Minji", "Say hello in Korean");

    private final List<String> asked = new ArrayList<>();
    private final BuildEnd end = new BuildEnd((namespace, registry, repository, digest, before) -> {
        asked.add("%s %s/%s@%s".formatted(namespace, registry.host(), repository, digest));
        return new ImageInspector.Inspected(
                manifest(digest, 93_100_000, "a", "b", "c", "d"),
                before.map(known -> manifest(known, 1, "a", "x", "b")));
    });

    private final ImageBuild git = Samples.imageBuild(Samples.GIT);

    @Test
    void shouldHaveImageSourceAndNumbersWhenThePodSucceeded() {
        // When
        var progress = proceed(record(git, new Succeeded(FETCHED, BUILT, END)));

        // Then
        assertThat(progress.image()).isEqualTo(Contexts.image());
        assertThat(progress.source()).isEqualTo(COMMIT);
        assertThat(progress.build().result()).isEqualTo("Succeeded");
        assertThat(progress.build().steps()).isEqualTo(5);
        assertThat(progress.build().cachedSteps()).isEqualTo(2);
        assertThat(progress.failure()).isNull();
        assertThat(asked).containsExactly("team-a registry.team-a.svc:5000/team-a/hello@" + Samples.DIGEST);
    }

    @Test
    void shouldTellWhatItSharesWithTheImageBefore() {
        // Given
        var former = new Digest("sha256:" + "e".repeat(64));
        var plan = Contexts.of(git).plan();

        // When
        var same = proceed(end.record(
                Contexts.of(git),
                Contexts.running(1, git).with(image(plan.pullReference(former), former)),
                Contexts.pod(1, git),
                new Succeeded(FETCHED, BUILT, END)));
        var elsewhere = proceed(end.record(
                Contexts.of(git),
                Contexts.running(1, git).with(image("registry.team-a.svc:5000/other@" + former, former)),
                Contexts.pod(1, git),
                new Succeeded(FETCHED, BUILT, END)));

        // Then: a and b, of 1,000 bytes each
        assertThat(same.image().sharedBytes()).isEqualTo(2000);
        assertThat(elsewhere.image().sharedBytes()).isNull();
    }

    @Test
    void shouldNameTheImageThatTheLastStageIsBuiltFrom() {
        // Given
        var digest = "sha256:" + "b".repeat(64);
        var told = BUILT.replaceFirst("\\{", "{\"base\":\"docker.io/library/busybox:stable@" + digest + "\",");

        // When
        var progress = proceed(record(git, new Succeeded(FETCHED, told, END)));

        // Then
        assertThat(progress.image().base()).isEqualTo(new BaseImage("docker.io/library/busybox:stable", digest));
    }

    private static Image image(String reference, Digest digest) {
        return new Image(
                reference, digest.value(), digest.shortened(), List.of(), null, null, null, "10001", null, null);
    }

    private static Manifest manifest(Digest digest, long size, String... layers) {
        return new Manifest(
                digest,
                "application/vnd.oci.image.manifest.v1+json",
                size,
                Arrays.stream(layers)
                        .map(layer -> new Manifest.Layer(layer, 1000))
                        .toList(),
                Optional.of("10001"));
    }

    @Test
    void shouldNameAnInlineSourceByItsHash() {
        // Given
        var hash = SourceFiles.inline(Map.of("Dockerfile", "FROM scratch")).hash();

        // When
        var progress = proceed(record(Samples.imageBuild(), new Succeeded("", BUILT, END)));

        // Then
        assertThat(progress.source())
                .isEqualTo(new Source("sha256:" + hash, new Digest("sha256:" + hash).shortened(), null, null));
    }

    @Test
    void shouldNotLearnTheUserOfAnImageThatRunsAlreadyWithoutOne() {
        // Given: built by an operator that did not ask for it
        var before = Contexts.running(2, git).with(Contexts.image().withUser(null));

        // When
        var again =
                proceed(end.record(Contexts.of(git), before, Contexts.pod(2, git), new Succeeded(FETCHED, BUILT, END)));
        var next = proceed(end.record(
                Contexts.of(git),
                before,
                Contexts.pod(2, git),
                new Succeeded(FETCHED, BUILT.replace(Samples.DIGEST.value(), Samples.OTHER_DIGEST.value()), END)));

        // Then
        assertThat(again.image().user()).isNull();
        assertThat(next.image().user()).isEqualTo("10001");
        assertThat(next.history().getFirst().user()).isEqualTo("10001");
    }

    @Test
    void shouldRecordNothingWhenTheRegistryDoesNotAnswer() {
        // Given: the Pod stays, so the next reconciliation asks again
        var silent = new BuildEnd((namespace, registry, repository, digest, before) -> {
            throw new IllegalStateException("the registry does not answer");
        });

        // Then
        assertThatIllegalStateException()
                .isThrownBy(() -> silent.record(
                        Contexts.of(git),
                        Contexts.running(1, git),
                        Contexts.pod(1, git),
                        new Succeeded(FETCHED, BUILT, END)));
    }

    @Test
    void shouldRetryWhenThePodSucceededWithoutAnImage() {
        // When
        var stop = stop(record(git, new Succeeded(FETCHED, "", END)));

        // Then
        assertThat(asked).isEmpty();
        assertThat(stop.summary()).isInstanceOf(Summary.Retrying.class);
        assertThat(stop.progress().build().result()).isEqualTo("Failed");
    }

    @Test
    void shouldStallWhenFetchFailedForAFaultOfTheUsers() {
        // When
        var stop = stop(record(git, new FetchFailed("reason=RevisionNotFound\nno branch \"x\"", END)));

        // Then
        assertThat(stop.summary()).isInstanceOf(Summary.Stalled.class);
        assertThat(stop.summary().reason()).isEqualTo("RevisionNotFound");
        assertThat(stop.again()).isEmpty();
        assertThat(stop.progress().build().retryTime()).isNull();
        assertThat(conditions(stop.progress()))
                .containsExactly(
                        "SourceFetched=False(RevisionNotFound)",
                        "Built=False(RevisionNotFound)",
                        "Pushed=False(RevisionNotFound)");
    }

    @Test
    void shouldRetryWhenTheGitServerDoesNotAnswer() {
        // When
        var stop = stop(record(git, new FetchFailed("reason=SourceUnreachable\nno route", END)));

        // Then
        assertThat(stop.summary()).isInstanceOf(Summary.Retrying.class);
        assertThat(stop.again()).contains(Duration.ofSeconds(10));
        assertThat(stop.progress().build().retryTime())
                .isEqualTo(END.plusSeconds(10).toString());
    }

    @Test
    void shouldRetryWhenFetchEndedBadlyAfterItWasDone() {
        // When
        var stop = stop(record(git, new FetchFailed(FETCHED, END)));

        // Then
        assertThat(stop.summary()).isInstanceOf(Summary.Retrying.class);
        assertThat(stop.summary().reason()).isEqualTo("BuildInterrupted");
    }

    @Test
    void shouldStallWithTheSourceKnownWhenTheBuildFailedForAFaultOfTheUsers() {
        // When
        var stop = stop(record(git, new BuildFailed(FETCHED, REFUSED, END)));

        // Then
        assertThat(stop.summary()).isInstanceOf(Summary.Stalled.class);
        assertThat(stop.progress().source()).isEqualTo(COMMIT);
        assertThat(stop.progress().failure().reason()).isEqualTo("ContextNotFound");
        assertThat(conditions(stop.progress()))
                .containsExactly(
                        "SourceFetched=True(Fetched)", "Built=False(ContextNotFound)", "Pushed=False(ContextNotFound)");
    }

    @Test
    void shouldRetryWhenBuildKitDoesNotWork() {
        assertThat(stop(record(git, new BuildFailed(FETCHED, BROKEN, END))).summary())
                .isInstanceOf(Summary.Retrying.class);
    }

    @Test
    void shouldRetryWhenTheBuildEndedBadlyAfterItWasDone() {
        // When
        var stop = stop(record(git, new BuildFailed(FETCHED, BUILT, END)));

        // Then: the registry has the image, but nobody said that all of it was pushed
        assertThat(stop.summary()).isInstanceOf(Summary.Retrying.class);
        assertThat(stop.summary().reason()).isEqualTo("BuildInterrupted");
        assertThat(stop.progress().image()).isNull();
    }

    @Test
    void shouldStallWithTheLimitWhenTheBuildTookTooLong() {
        // When
        var stop = stop(record(git, new TimedOut(FETCHED, END)));

        // Then
        assertThat(stop.summary())
                .isEqualTo(
                        new Summary.Stalled(
                                "BuildTimedOut",
                                "the build took longer than spec.builder.timeout, 1h; raise it, or see what took so long: kubectl describe pod -n team-a hello-1-build"));
        assertThat(conditions(stop.progress())).contains("SourceFetched=True(Fetched)");
    }

    @Test
    void shouldSayThatThereIsNoSourceWhenTheTimeWentIntoFetching() {
        assertThat(conditions(stop(record(git, new TimedOut("", END))).progress()))
                .contains("SourceFetched=False(BuildTimedOut)");
    }

    @Test
    void shouldTryOnceMoreWithTwiceTheLimitWhenMemoryRanOut() {
        // When
        var stop = stop(record(git, new OutOfMemory(FETCHED, "build", "", END)));

        // Then
        assertThat(stop.summary())
                .isEqualTo(
                        new Summary.Retrying(
                                "OutOfMemory",
                                "container build was ended for its memory with a limit of 4Gi; it is tried once more with 8Gi; to spare later builds the try, raise spec.builder.resources.limits.memory; see kubectl describe pod -n team-a hello-1-build"));
        assertThat(conditions(stop.progress())).contains("SourceFetched=True(Fetched)");
    }

    @Test
    void shouldNameTheInstructionWhenItRanOutOfMemory() throws IOException {
        // Given
        var told = Files.readString(Path.of("src/test/resources/build-results/oom.txt"));

        // When
        var failure = stop(record(git, new OutOfMemory(FETCHED, "build", told, END)))
                .progress()
                .failure();

        // Then
        assertThat(failure.reason()).isEqualTo("OutOfMemory");
        assertThat(failure.line()).isNotNull();
        assertThat(failure.message())
                .startsWith("Dockerfile:%d %s ran out of memory".formatted(failure.line(), failure.instruction()));
    }

    @Test
    void shouldRetryWhenThePodWasTakenAway() {
        // When
        var stop = stop(record(Samples.imageBuild(), new Interrupted("", "Evicted", "low on memory", END)));

        // Then
        assertThat(stop.summary())
                .isEqualTo(
                        new Summary.Retrying(
                                "BuildInterrupted",
                                "the build Pod was taken away from its work (Evicted: low on memory); see kubectl describe pod -n team-a hello-1-build; the build is tried again"));
        assertThat(conditions(stop.progress())).contains("SourceFetched=True(Fetched)");
    }

    @Test
    void shouldStallWhenTheBuildTakesMoreDiskThanItMay() {
        // When
        var stop = stop(record(
                Samples.imageBuild(),
                new OutOfStorage("", "Container build exceeded its local ephemeral storage limit \"20Gi\". ", END)));

        // Then
        assertThat(stop.summary())
                .isEqualTo(
                        new Summary.Stalled(
                                "OutOfStorage",
                                "the build took more disk than it may (Container build exceeded its local ephemeral storage limit \"20Gi\".); raise spec.builder.resources.limits.ephemeral-storage; see kubectl describe pod -n team-a hello-1-build"));
        assertThat(stop.progress().build().retryTime()).isNull();
    }

    @Test
    void shouldStallWhenNodesRunOutOfDiskAgainAndAgain() {
        // Given
        var low = new Interrupted(
                "", "Evicted", "The node was low on resource: ephemeral-storage. Threshold: 1Gi. ", END);

        // When
        var fourth = stop(record(attempt(4), low));
        var fifth = stop(record(attempt(5), low));

        // Then
        assertThat(fourth.summary().reason()).isEqualTo("BuildInterrupted");
        assertThat(fourth.progress().build().retryTime()).isNotNull();
        assertThat(fifth.summary()).isInstanceOf(Summary.Stalled.class);
        assertThat(fifth.summary().reason()).isEqualTo("OutOfStorage");
        assertThat(fifth.summary().message())
                .contains("attempt 5, the last one", "spec.builder.resources.requests.ephemeral-storage");
        assertThat(fifth.progress().build().retryTime()).isNull();
    }

    @Test
    void shouldGoOnTryingWhenTheNodeLacksMemory() {
        // Given
        var low = new Interrupted("", "Evicted", "The node was low on resource: memory. ", END);

        // When / Then
        assertThat(stop(record(attempt(9), low)).summary()).isInstanceOf(Summary.Retrying.class);
    }

    private static Progress attempt(int attempt) {
        var imageBuild = Samples.imageBuild();
        return BuildRecord.started(Contexts.running(1, imageBuild), Contexts.pod(1, imageBuild), attempt);
    }

    private Outcome record(Progress progress, Ended ended) {
        var imageBuild = Samples.imageBuild();
        return end.record(Contexts.of(imageBuild), progress, Contexts.pod(1, imageBuild), ended);
    }

    private Outcome record(ImageBuild imageBuild, Ended ended) {
        return end.record(Contexts.of(imageBuild), Contexts.running(1, imageBuild), Contexts.pod(1, imageBuild), ended);
    }
}
