package dev.onggi.operator.imagebuild;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.api.v1alpha1.Condition;
import dev.onggi.api.v1alpha1.ImageBuildStatus;
import dev.onggi.api.v1alpha1.ImageBuildStatus.Build;
import dev.onggi.api.v1alpha1.ImageBuildStatus.Failure;
import dev.onggi.api.v1alpha1.ImageBuildStatus.Image;
import dev.onggi.api.v1alpha1.RolloutStatus;
import dev.onggi.operator.event.Happening;
import dev.onggi.operator.model.Digest;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ImageBuildHappeningsTest {

    private static final Image FIRST = image("first");
    private static final Image SECOND = image("second");

    private static final ImageBuildStatus STARTED = new State(1, "Unknown", "BuildStarted").status();
    private static final ImageBuildStatus BUILDING =
            new State(1, "Unknown", "Building").with("SourceFetched").status();
    private static final ImageBuildStatus ROLLING_OUT = new State(1, "Unknown", "RollingOut")
            .with("SourceFetched")
            .ended("Succeeded", FIRST)
            .rollout(FIRST)
            .status();
    private static final ImageBuildStatus READY = new State(1, "True", "Succeeded")
            .with("SourceFetched", "RolledOut")
            .ended("Succeeded", FIRST)
            .rollout(FIRST)
            .status();

    @Test
    void shouldTellEachTransitionOnceInItsOrder() {
        assertThat(told(null, STARTED, STARTED, BUILDING, BUILDING, ROLLING_OUT, ROLLING_OUT, READY, READY))
                .containsExactly(
                        "Normal BuildStarted 1: build 1 runs in Pod hello-1-build",
                        "Normal SourceFetched 1: the source of build 1 is there",
                        "Normal BuildSucceeded 1: build 1 made %s in 41s, 2 of 5 steps came from the cache"
                                .formatted(FIRST.digest()),
                        "Normal Pushed 1: " + FIRST.reference(),
                        "Normal RolloutStarted 1/1: Deployment/hello now runs " + FIRST.reference(),
                        "Normal RolloutComplete 1/1: 1/1 of the pods of Deployment/hello are updated and available");
    }

    @Test
    void shouldTellAllOfItWhenTheOperatorSawOnlyTheEnd() {
        assertThat(told(null, READY))
                .extracting(ImageBuildHappeningsTest::reason)
                .containsExactly(
                        "BuildStarted",
                        "SourceFetched",
                        "BuildSucceeded",
                        "Pushed",
                        "RolloutStarted",
                        "RolloutComplete");
    }

    @Test
    void shouldTellTheSameUnderTheSameKeysWhenTheOperatorWasKilledBeforeTheStatusWasWritten() {
        // When
        var once = ImageBuildHappenings.between(BUILDING, READY);
        var again = ImageBuildHappenings.between(BUILDING, READY);

        // Then
        assertThat(again).isEqualTo(once);
        assertThat(once)
                .extracting(happening -> happening.reason() + happening.key())
                .doesNotHaveDuplicates();
    }

    @Test
    void shouldSortInTheOrderInWhichThingsHappenWhenEventsAreListedByName() {
        // When
        var positions = ImageBuildHappenings.between(null, READY).stream()
                .map(Happening::position)
                .toList();

        // Then
        assertThat(positions).isSorted().doesNotHaveDuplicates().allMatch(position -> position.startsWith("00001-"));
    }

    @Test
    void shouldNotTellOfARollOutWhenTheNextBuildComesToTheSameDigest() {
        // Given
        var started = new State(2, "Unknown", "BuildStarted")
                .with("RolledOut")
                .image(FIRST)
                .rollout(FIRST)
                .status();
        var ready = new State(2, "True", "Succeeded")
                .with("SourceFetched", "RolledOut")
                .ended("Succeeded", FIRST)
                .rollout(FIRST)
                .status();

        // Then
        assertThat(told(READY, started, ready))
                .extracting(ImageBuildHappeningsTest::reason)
                .containsExactly("BuildStarted", "SourceFetched", "BuildSucceeded", "Pushed");
    }

    @Test
    void shouldTellOfTheRollOutBackWhenAnOlderDigestComesAgain() {
        // Given
        var second = new State(2, "True", "Succeeded")
                .with("SourceFetched", "RolledOut")
                .ended("Succeeded", SECOND)
                .rollout(SECOND)
                .status();
        var rollingBack = new State(3, "Unknown", "RollingOut")
                .with("SourceFetched")
                .ended("Succeeded", FIRST)
                .rollout(FIRST)
                .status();
        var back = new State(3, "True", "Succeeded")
                .with("SourceFetched", "RolledOut")
                .ended("Succeeded", FIRST)
                .rollout(FIRST)
                .status();

        // Then: under keys of its own
        assertThat(told(READY, second, rollingBack, back).stream()
                        .filter(text -> text.contains("RolloutStarted"))
                        .toList())
                .containsExactly(
                        "Normal RolloutStarted 2/1: Deployment/hello now runs " + SECOND.reference(),
                        "Normal RolloutStarted 3/1: Deployment/hello now runs " + FIRST.reference());
    }

    @Test
    void shouldTellOnceWhyABuildFailed() {
        // Given
        var failed = new State(1, "False", "BuildStepFailed")
                .with("SourceFetched")
                .ended("Failed", null)
                .failure("BuildStepFailed", "exit code 3 at Dockerfile:7 RUN false", "the last line")
                .status();

        // Then: one event, although Ready is bad as well
        assertThat(told(BUILDING, failed, failed))
                .containsExactly("Warning BuildFailed 1: exit code 3 at Dockerfile:7 RUN false\nthe last line");
    }

    @Test
    void shouldTellOfEachAttemptThatFailed() {
        // Given
        var first = new State(1, "False", "BuilderFailed")
                .ended("Failed", null)
                .failure("BuilderFailed", "no answer", null)
                .status();
        var second = new State(2, "False", "BuilderFailed")
                .ended("Failed", null)
                .failure("BuilderFailed", "no answer", null)
                .status();

        // Then
        assertThat(told(null, first, second))
                .containsExactly(
                        "Normal BuildStarted 1: build 1 runs in Pod hello-1-build",
                        "Warning BuildFailed 1: no answer",
                        "Normal BuildStarted 2: build 2 runs in Pod hello-2-build",
                        "Warning BuildFailed 2: no answer");
    }

    @Test
    void shouldTellOfABuildThatWasStopped() {
        // Given
        var cancelled = new State(1, "Unknown", "Cancelling")
                .with("SourceFetched")
                .ended("Cancelled", null)
                .status();

        // Then
        assertThat(told(BUILDING, cancelled, cancelled))
                .containsExactly("Normal BuildCancelled 1: build 1 was stopped after 41s");
    }

    @Test
    void shouldWarnWhenAPersonMustActBeforeAnyBuild() {
        // Given
        var stalled = status(null, null, null, null, "False", "RegistryNotFound");

        // Then
        assertThat(told(null, stalled, stalled)).containsExactly("Warning RegistryNotFound -/1: RegistryNotFound!");
    }

    @Test
    void shouldWarnWhenTheGraceForAReferenceIsOver() {
        // Given: what is applied together arrives one by one, under the same reason
        var waiting = status(null, null, null, null, "Unknown", "RegistryNotFound");
        var stalled = status(null, null, null, null, "False", "RegistryNotFound");

        // Then
        assertThat(told(null, waiting)).isEmpty();
        assertThat(told(waiting, stalled, stalled)).containsExactly("Warning RegistryNotFound -/1: RegistryNotFound!");
    }

    @Test
    void shouldWarnOfARollOutThatCrashes() {
        // Given
        var crashing = new State(1, "False", "CrashLoopBackOff")
                .with("SourceFetched")
                .ended("Succeeded", FIRST)
                .rollout(FIRST)
                .failure("CrashLoopBackOff", "exit code 3", "no port")
                .status();
        var failed = new State(1, "False", "RolloutFailed")
                .with("SourceFetched")
                .ended("Succeeded", FIRST)
                .rollout(FIRST)
                .failure("RolloutFailed", "too late", null)
                .status();

        // Then
        assertThat(told(ROLLING_OUT, crashing, crashing, failed))
                .containsExactly(
                        "Warning CrashLoopBackOff 1/1: CrashLoopBackOff!", "Warning RolloutFailed 1/1: RolloutFailed!");
    }

    /** What is told of a life: each event once, as an API server keeps them by name. */
    private static List<String> told(ImageBuildStatus before, ImageBuildStatus... life) {
        var told = new ArrayList<String>();
        var known = before;
        for (var next : life) {
            ImageBuildHappenings.between(known, next).forEach(happening -> told.add(text(happening)));
            known = next;
        }
        return told;
    }

    private static String text(Happening happening) {
        var type = happening.type() == Happening.Type.NORMAL ? "Normal" : "Warning";
        return "%s %s %s: %s".formatted(type, happening.reason(), happening.key(), happening.note());
    }

    private static String reason(String text) {
        return text.split(" ", -1)[1];
    }

    private static Image image(String content) {
        var digest = Digest.of(content);
        return new Image(
                "registry.team-a.svc:5000/team-a/hello@" + digest,
                digest.value(),
                digest.shortened(),
                List.of("latest"),
                1L,
                "1 B",
                1,
                null,
                null,
                null);
    }

    private static ImageBuildStatus status(
            Build build,
            Image image,
            RolloutStatus rollout,
            Failure failure,
            String ready,
            String reason,
            String... trueConditions) {
        var conditions = Stream.concat(
                        Stream.of(condition("Ready", ready, reason)),
                        Stream.of(trueConditions).map(type -> condition(type, "True", "Any")))
                .toList();
        return new ImageBuildStatus(1L, null, image, build, rollout, failure, null, null, null, conditions);
    }

    private static Condition condition(String type, String status, String reason) {
        return new Condition(type, status, reason, reason + "!", 1L, Samples.NOW.toString());
    }

    /** A status that is put together bit by bit. */
    private record State(
            int number,
            String ready,
            String reason,
            List<String> conditions,
            String result,
            Image image,
            RolloutStatus rollout,
            Failure failure) {

        State(int number, String ready, String reason) {
            this(number, ready, reason, List.of(), null, null, null, null);
        }

        State with(String... types) {
            return new State(number, ready, reason, List.of(types), result, image, rollout, failure);
        }

        State ended(String how, Image pushed) {
            return new State(number, ready, reason, conditions, how, pushed, rollout, failure);
        }

        State image(Image pushed) {
            return new State(number, ready, reason, conditions, result, pushed, rollout, failure);
        }

        State rollout(Image of) {
            var next = new RolloutStatus(
                    "Deployment/hello", of.digest(), 1, 1, 1, "1/1", null, null, null, null, null, null);
            return new State(number, ready, reason, conditions, result, image, next, failure);
        }

        State failure(String cause, String message, String log) {
            var next = new Failure(cause, message, null, null, null, null, log);
            return new State(number, ready, reason, conditions, result, image, rollout, next);
        }

        ImageBuildStatus status() {
            var build = new Build(
                    number,
                    "hello-%d-build".formatted(number),
                    "input",
                    1L,
                    result,
                    null,
                    1,
                    Samples.NOW.toString(),
                    null,
                    result == null ? null : "41s",
                    5,
                    2,
                    null,
                    null,
                    null);
            return ImageBuildHappeningsTest.status(
                    build, image, rollout, failure, ready, reason, conditions.toArray(String[]::new));
        }
    }
}
