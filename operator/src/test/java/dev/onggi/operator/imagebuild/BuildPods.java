package dev.onggi.operator.imagebuild;

import dev.onggi.operator.model.Labels;
import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.time.Instant;

/** Build Pods of the ImageBuild hello, with what a kubelet writes into their status. */
public final class BuildPods {

    /** When containers end. */
    public static final Instant END = Samples.NOW.minusSeconds(5);

    /** What a build that went well tells. */
    public static final String BUILT =
            "{\"steps\":5,\"cachedSteps\":2,\"metadata\":{\"containerimage.digest\":\"%s\"}}".formatted(Samples.DIGEST);

    /** What a build tells that a person must see to. */
    public static final String REFUSED = "reason=ContextNotFound\nexit=1\n\ncontextDir \"app\" is not a directory";

    /** What a build tells that may go well another time. */
    public static final String BROKEN = "reason=BuilderFailed\nexit=1\n\nBuildKit does not answer";

    /** What a fetch that went well tells. */
    public static final String FETCHED = Samples.COMMIT + "\nKim Minji\nSay hello in Korean";

    private BuildPods() {}

    /** A Pod of which the kubelet has not told anything, made half a minute ago. */
    public static Pod pod(int number, String fingerprint) {
        var name = "hello-%d-build".formatted(number);
        return new PodBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace("team-a")
                .withUid("uid-" + name)
                .withCreationTimestamp(Samples.NOW.minusSeconds(30).toString())
                .addToLabels(Labels.BUILD_NUMBER, Integer.toString(number))
                .addToAnnotations(Labels.FINGERPRINT, fingerprint)
                .addToAnnotations(Labels.GENERATION, "1")
                .endMetadata()
                .withNewStatus()
                .withPhase("Pending")
                .endStatus()
                .build();
    }

    /** The Pod in a phase. */
    public static Pod inPhase(String phase, Pod pod) {
        return new PodBuilder(pod).editStatus().withPhase(phase).endStatus().build();
    }

    /** The Pod with the status of its fetch container. */
    public static Pod withFetch(ContainerStatus fetch, Pod pod) {
        return new PodBuilder(pod)
                .editStatus()
                .withInitContainerStatuses(fetch)
                .endStatus()
                .build();
    }

    /** The Pod with the status of its build container. */
    public static Pod withBuild(ContainerStatus build, Pod pod) {
        return new PodBuilder(pod)
                .editStatus()
                .withContainerStatuses(build)
                .endStatus()
                .build();
    }

    /** The Pod on its way out. */
    public static Pod leaving(Pod pod) {
        return new PodBuilder(pod)
                .editMetadata()
                .withDeletionTimestamp(Samples.NOW.toString())
                .endMetadata()
                .build();
    }

    /** The Pod while BuildKit is at work. */
    public static Pod building(Pod pod) {
        return inPhase("Running", withBuild(running("build"), pod));
    }

    /** The Pod after it made an image. */
    public static Pod succeeded(Pod pod) {
        return inPhase("Succeeded", withBuild(ended("build", 0, BUILT), pod));
    }

    /** The Pod after it made another image than the first build. */
    public static Pod succeededOtherwise(Pod pod) {
        var told = BUILT.replace(Samples.DIGEST.value(), Samples.OTHER_DIGEST.value());
        return inPhase("Succeeded", withBuild(ended("build", 0, told), pod));
    }

    /** The Pod after its build failed with these last words. */
    public static Pod failed(String told, Pod pod) {
        return inPhase("Failed", withBuild(ended("build", 1, told), pod));
    }

    /** A container that runs. */
    public static ContainerStatus running(String name) {
        return status(name, new ContainerStateBuilder().withNewRunning().endRunning());
    }

    /** A container that runs, and whose startup probe went well. */
    public static ContainerStatus started(String name) {
        return new ContainerStatusBuilder(running(name)).withStarted(true).build();
    }

    /** A container that is started again after it ended, which it had done before. */
    public static ContainerStatus startedAgainAfter(ContainerStatus ended) {
        return new ContainerStatusBuilder(running(ended.getName()))
                .withStarted(false)
                .withLastState(ended.getState())
                .build();
    }

    /** A container that waits. */
    public static ContainerStatus waiting(String name, String reason, String message) {
        return status(
                name,
                new ContainerStateBuilder()
                        .withNewWaiting()
                        .withReason(reason)
                        .withMessage(message)
                        .endWaiting());
    }

    /** A container that ended. */
    public static ContainerStatus ended(String name, int exitCode, String message) {
        return ended(name, exitCode, exitCode == 0 ? "Completed" : "Error", message);
    }

    /** A container that ended, for a reason. */
    public static ContainerStatus ended(String name, int exitCode, String reason, String message) {
        return status(
                name,
                new ContainerStateBuilder()
                        .withNewTerminated()
                        .withExitCode(exitCode)
                        .withReason(reason)
                        .withMessage(message)
                        .withFinishedAt(END.toString())
                        .endTerminated());
    }

    private static ContainerStatus status(String name, ContainerStateBuilder state) {
        return new ContainerStatusBuilder()
                .withName(name)
                .withState(state.build())
                .build();
    }
}
