package dev.onggi.operator.builder;

import dev.onggi.operator.builder.api.BuilderApi;
import dev.onggi.operator.builder.resource.BuilderMetadata;
import dev.onggi.operator.builder.resource.BuilderSecret;
import dev.onggi.operator.imagebuild.ImageBuildReasons;
import dev.onggi.operator.imagebuild.step.ClaimAdvice;
import dev.onggi.operator.imagebuild.step.LostNode;
import dev.onggi.operator.imagebuild.step.UnsupportedNode;
import dev.onggi.operator.rollout.PodTrouble;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/** What there is to say of a builder whose Pod does not run or is out of reach, and for how long that has to be borne. Pure. */
final class NotRunning {

    /** How long a Pod may take to start before somebody looks for the cause. */
    private static final Duration START_GRACE = Duration.ofSeconds(8);

    private NotRunning() {}

    static Handing waiting(String namespace, String what) {
        return new Handing.Waiting(
                "the builder in Pod %s %s; see %s".formatted(BuilderMetadata.NAME, what, describe(namespace)));
    }

    /** Whether a Pod has had the time to start that is usually enough. */
    static boolean takesLong(Pod pod, Instant now) {
        var started = Instant.parse(pod.getMetadata().getCreationTimestamp());
        return !now.isBefore(started.plus(START_GRACE));
    }

    /** A Pod that is being deleted. */
    static Handing leaving(Pod pod, Instant now) {
        return LostNode.of(pod, now)
                .<Handing>map(silent -> new Handing.Troubled(
                        ImageBuildReasons.NODE_SILENT,
                        "the builder in Pod %s is being stopped%s".formatted(BuilderMetadata.NAME, silent)))
                .orElseGet(() -> waiting(pod.getMetadata().getNamespace(), "ends, and another one takes its place"));
    }

    /** A Pod that runs, as far as is known: what is handed to it now may never be built. */
    static Optional<Handing.Troubled> silent(Pod pod) {
        return LostNode.ofRunning(pod)
                .map(silent -> new Handing.Troubled(
                        ImageBuildReasons.NODE_SILENT,
                        "the builder in Pod %s is at work%s".formatted(BuilderMetadata.NAME, silent)));
    }

    /** A Pod that runs, and whose runner was never reached. */
    static Handing.Troubled unreachable(Pod pod, String trouble) {
        var namespace = pod.getMetadata().getNamespace();
        return new Handing.Troubled(
                ImageBuildReasons.BUILDER_UNREACHABLE,
                "the operator does not reach the builder in Pod %1$s at %2$s, port %3$d: %4$s; see kubectl get networkpolicy -n %5$s, what the operator's own namespace lets out, and kubectl logs -n %5$s %1$s -c runner"
                        .formatted(
                                BuilderMetadata.NAME, pod.getStatus().getPodIP(), BuilderApi.PORT, trouble, namespace));
    }

    /**
     * A Pod that has not started.
     *
     * @param warning the newest warning event about it, which is asked for where nothing else tells the cause
     */
    static Handing starting(Pod pod, Instant now, Function<Pod, Optional<String>> warning) {
        var namespace = pod.getMetadata().getNamespace();
        if (!takesLong(pod, now)) {
            return waiting(namespace, "starts");
        }
        return PodTrouble.of(pod)
                .map(trouble -> troubled(
                        namespace,
                        trouble.reason(),
                        // the claim has the name of the Pod
                        trouble.message() + ClaimAdvice.ofCache(BuilderMetadata.NAME, pod, trouble.message())))
                .or(() -> warning.apply(pod)
                        .filter(words -> !isAboutSecret(pod, words))
                        .map(words -> UnsupportedNode.isMeant(words)
                                ? unsupported(pod, words)
                                : troubled(namespace, ImageBuildReasons.POD_BLOCKED, words)))
                .orElseGet(() -> waiting(namespace, "starts"));
    }

    /** The Pod comes before its Secret: that it was missing for a moment blocks nothing. */
    private static boolean isAboutSecret(Pod pod, String warning) {
        return warning.contains("secret \"" + BuilderSecret.nameIn(pod) + "\" not found");
    }

    private static Handing troubled(String namespace, String reason, String cause) {
        return new Handing.Troubled(
                reason,
                "the builder in Pod %s cannot start: %s; see %s"
                        .formatted(BuilderMetadata.NAME, cause.strip(), describe(namespace)));
    }

    private static Handing unsupported(Pod pod, String words) {
        return new Handing.Troubled(
                ImageBuildReasons.NODE_UNSUPPORTED,
                "the builder in Pod %1$s cannot start: %2$s has no user namespaces for Pods (%3$s), without which there is no builder to share; set spec.cache.mode to Volume, or upgrade the node's runtime and kernel, or have the builder start on another node: kubectl cordon this one, and kubectl delete pod -n %4$s %1$s"
                        .formatted(
                                BuilderMetadata.NAME,
                                UnsupportedNode.node(pod),
                                words.strip(),
                                pod.getMetadata().getNamespace()));
    }

    private static String describe(String namespace) {
        return "kubectl describe pod -n %s %s".formatted(namespace, BuilderMetadata.NAME);
    }
}
