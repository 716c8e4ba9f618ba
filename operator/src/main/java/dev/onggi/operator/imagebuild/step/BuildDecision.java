package dev.onggi.operator.imagebuild.step;

import dev.onggi.api.v1alpha1.ImageBuildStatus.Build;
import dev.onggi.api.v1alpha1.RunPolicy;
import dev.onggi.operator.model.Labels;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Instant;
import java.util.List;

/**
 * What is to be done about builds. Pure: it follows from the status and from the Pods that are there, so that an operator
 * that was killed at any moment decides as if it had not been.
 */
sealed interface BuildDecision {

    /** Start a build. */
    record Start(int number, int attempt) implements BuildDecision {}

    /** The build of the current input is there: look at it. */
    record Observe(Pod pod) implements BuildDecision {}

    /** A build of an older input has ended, and the status does not tell of it yet. */
    record EndUnrecorded(Pod pod) implements BuildDecision {}

    /** A build of an older input runs: stop it. */
    record Cancel(Pod pod) implements BuildDecision {}

    /** A build of an older input is at work, and is to go on to its end. */
    record LetFinish(Pod pod) implements BuildDecision {}

    /** A Pod is on its way out, or was cancelled a moment ago; its claim is free only when it has ended. */
    record AwaitEnd(Pod pod) implements BuildDecision {}

    /** The status knows of a running build whose Pod is not seen: it is gone, or the informer lags behind. */
    record Missing(Build build) implements BuildDecision {}

    /** The current input failed by a fault that is not the user's: it is tried again, later. */
    record RetryLater(Instant at) implements BuildDecision {}

    /** The current input was built. */
    record Built() implements BuildDecision {}

    /** The current input cannot be built. */
    record Failed() implements BuildDecision {}

    /** The decision of one reconciliation. */
    static BuildDecision of(BuildContext context, Progress progress) {
        var decision = of(
                context.plan().fingerprint(),
                context.generation(),
                progress.build(),
                context.buildPods(),
                context.now());
        if (decision instanceof Cancel(var pod) && isToFinish(context, pod)) {
            return new LetFinish(pod);
        }
        var again = switch (decision) {
            case Built built -> !hasNewestImage(progress) || isTriggered(progress);
            case Failed failed -> RefusedPush.isOver(context, progress) || isTriggered(progress);
            default -> false;
        };
        return again ? new Start(next(progress.build(), context.buildPods()), 1) : decision;
    }

    /**
     * The decision.
     *
     * @param fingerprint of the current input
     * @param generation of the current spec: after a failure, any change of the spec asks for another try
     * @param build the newest build that the status knows, or null
     * @param pods the build Pods of this ImageBuild, by number
     */
    static BuildDecision of(String fingerprint, long generation, Build build, List<Pod> pods, Instant now) {
        if (pods.isEmpty()) {
            return build == null ? new Start(1, 1) : ofBuild(fingerprint, generation, build, pods, now);
        }
        var newest = pods.getLast();
        if (isUnrecorded(newest, build)) {
            return ofPod(fingerprint, newest);
        }
        var decision = ofBuild(fingerprint, generation, build, pods, now);
        return decision instanceof Start && !PodObservation.isFinished(newest) ? new AwaitEnd(newest) : decision;
    }

    /** The number of a build, from its Pod; only of Pods that have one ({@link BuildNumber}). */
    static int number(Pod pod) {
        return BuildNumber.of(pod).orElseThrow();
    }

    /** What is not at work yet has nothing to finish, and may never have: a Secret may be missing that the new spec names. */
    private static boolean isToFinish(BuildContext context, Pod pod) {
        return context.imageBuild().getSpec().runPolicy() == RunPolicy.SERIAL
                && switch (PodObservation.of(pod, context.now())) {
                    case PodObservation.Fetching _, PodObservation.Building _ -> true;
                    default -> false;
                };
    }

    private static boolean isUnrecorded(Pod pod, Build build) {
        return build == null
                || number(pod) > build.number()
                || (number(pod) == build.number() && build.result() == null);
    }

    private static BuildDecision ofPod(String fingerprint, Pod pod) {
        if (pod.getMetadata().getDeletionTimestamp() != null && !PodObservation.isFinished(pod)) {
            return new AwaitEnd(pod);
        }
        if (fingerprint.equals(pod.getMetadata().getAnnotations().get(Labels.FINGERPRINT))) {
            return new Observe(pod);
        }
        return PodObservation.isFinished(pod) ? new EndUnrecorded(pod) : new Cancel(pod);
    }

    private static BuildDecision ofBuild(
            String fingerprint, long generation, Build build, List<Pod> pods, Instant now) {
        int next = next(build, pods);
        if (build.result() == null) {
            return new Missing(build);
        }
        if (!fingerprint.equals(build.fingerprint()) || BuildResults.CANCELLED.equals(build.result())) {
            return new Start(next, 1);
        }
        if (BuildResults.SUCCEEDED.equals(build.result())) {
            return new Built();
        }
        if (build.generation() != generation) {
            return new Start(next, 1);
        }
        if (build.retryTime() == null) {
            return new Failed();
        }
        var retryTime = Instant.parse(build.retryTime());
        return now.isBefore(retryTime) ? new RetryLater(retryTime) : new Start(next, build.attempt() + 1);
    }

    private static int next(Build build, List<Pod> pods) {
        return Math.max(build.number(), pods.isEmpty() ? 0 : number(pods.getLast())) + 1;
    }

    /** What a trigger finds is found after a build, and is what the next one is for: no other one ever. */
    private static boolean isTriggered(Progress progress) {
        return progress.trigger() != null
                && progress.build().number().equals(progress.trigger().afterBuild());
    }

    /** The image of a build that ended when its input had changed was left alone; if that input comes back, it is built. */
    private static boolean hasNewestImage(Progress progress) {
        return progress.image() != null
                && progress.history().stream()
                        .filter(entry -> entry.number().equals(progress.build().number()))
                        .allMatch(entry -> progress.image().digest().equals(entry.digest()));
    }
}
