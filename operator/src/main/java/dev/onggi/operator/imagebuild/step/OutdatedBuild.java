package dev.onggi.operator.imagebuild.step;

import dev.onggi.operator.imagebuild.ImageBuildReasons;
import dev.onggi.operator.imagebuild.result.BuildResult;
import dev.onggi.operator.imagebuild.result.FetchResult;
import io.fabric8.kubernetes.api.model.Pod;

/**
 * What to write down of a build whose input has changed meanwhile: that it was, and what it came to. Its image is nobody's
 * newest, so the status keeps the one it has; and what it failed for is nothing to act upon.
 */
final class OutdatedBuild {

    private OutdatedBuild() {}

    static Progress record(Progress progress, Pod pod, PodObservation.Ended ended) {
        return switch (ended) {
            case PodObservation.Succeeded succeeded -> told(progress, pod, succeeded.built(), ended);
            case PodObservation.BuildFailed failed -> told(progress, pod, failed.told(), ended);
            case PodObservation.FetchFailed failed -> {
                var reason = FetchResult.parse(failed.told(), namespace(pod), name(pod))
                                instanceof FetchResult.FetchFailed why
                        ? why.reason()
                        : ImageBuildReasons.BUILD_INTERRUPTED;
                yield BuildRecord.outdated(progress, pod, reason, ended.end());
            }
            case PodObservation.TimedOut timedOut ->
                BuildRecord.outdated(progress, pod, ImageBuildReasons.BUILD_TIMED_OUT, ended.end());
            case PodObservation.OutOfMemory outOfMemory ->
                BuildRecord.outdated(progress, pod, ImageBuildReasons.OUT_OF_MEMORY, ended.end());
            case PodObservation.OutOfStorage outOfStorage ->
                BuildRecord.outdated(progress, pod, ImageBuildReasons.OUT_OF_STORAGE, ended.end());
            case PodObservation.Interrupted interrupted ->
                BuildRecord.outdated(progress, pod, ImageBuildReasons.BUILD_INTERRUPTED, ended.end());
        };
    }

    private static Progress told(Progress progress, Pod pod, String told, PodObservation.Ended ended) {
        return switch (BuildResult.parse(told, namespace(pod), name(pod))) {
            case BuildResult.Built built
            when ended instanceof PodObservation.Succeeded ->
                BuildRecord.outdated(progress, pod, built.digest(), built.steps(), built.cachedSteps(), ended.end());
            case BuildResult.Built built ->
                BuildRecord.outdated(progress, pod, ImageBuildReasons.BUILD_INTERRUPTED, ended.end());
            case BuildResult.BuildFailed failed -> BuildRecord.outdated(progress, pod, failed.reason(), ended.end());
        };
    }

    private static String namespace(Pod pod) {
        return pod.getMetadata().getNamespace();
    }

    private static String name(Pod pod) {
        return pod.getMetadata().getName();
    }
}
