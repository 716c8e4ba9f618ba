package dev.onggi.operator.localregistry;

import dev.onggi.api.v1alpha1.LocalRegistryStatus;
import dev.onggi.operator.rollout.PodTrouble;
import dev.onggi.operator.rollout.RolloutProgress;
import dev.onggi.operator.status.Conditions;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentCondition;
import java.util.List;
import java.util.Optional;

/** Whether the registry serves. */
sealed interface RegistryAvailability {

    /** It serves, with everything that it was last given. */
    record Serving() implements RegistryAvailability {}

    /** It is being started, and nothing has gone wrong. */
    record Starting(String message) implements RegistryAvailability {}

    /** It does not start; {@code reason} is the word that Kubernetes has for it. */
    record Broken(String reason, String message) implements RegistryAvailability {}

    /** What the status has, of a registry that nobody looks at now. */
    static RegistryAvailability asBefore(LocalRegistryStatus status) {
        return status != null && Conditions.isTrue(status.conditions(), LocalRegistryConditions.AVAILABLE)
                ? new Serving()
                : new Starting("spec.suspend is true: nobody looks");
    }

    /** Tells from the Deployment and its Pods. */
    static RegistryAvailability of(Optional<Deployment> deployment, List<Pod> pods) {
        if (deployment.isEmpty()) {
            return new Starting("the registry is being made");
        }
        return switch (RolloutProgress.of(deployment.get())) {
            case RolloutProgress.Complete complete -> new Serving();
            case RolloutProgress.Progressing progress -> notServing(deployment.get(), pods, progress.message());
            case RolloutProgress.Resting resting -> notServing(deployment.get(), pods, resting.message());
            case RolloutProgress.DeadlineExceeded exceeded -> notServing(deployment.get(), pods, exceeded.message());
        };
    }

    private static RegistryAvailability notServing(Deployment deployment, List<Pod> pods, String waiting) {
        return PodTrouble.among(pods)
                .<RegistryAvailability>map(trouble -> broken(deployment, trouble))
                .or(() -> refusal(deployment)
                        .map(refusal -> new Broken(
                                LocalRegistryReasons.POD_REFUSED,
                                "the registry's Pod is refused: %s; see kubectl describe deployment -n %s %s"
                                        .formatted(refusal, namespace(deployment), name(deployment)))))
                .orElseGet(() -> new Starting("the registry is being started: " + waiting));
    }

    private static Broken broken(Deployment deployment, PodTrouble trouble) {
        var log = trouble.log() == null ? "" : ", its last words: " + trouble.log();
        var next = trouble.exitCode() == null
                ? "kubectl describe pod -n %s %s".formatted(namespace(deployment), trouble.pod())
                : "kubectl logs -n %s %s --previous".formatted(namespace(deployment), trouble.pod());
        return new Broken(
                trouble.reason(),
                "pod %s: %s: %s%s; see %s".formatted(trouble.pod(), trouble.reason(), trouble.message(), log, next));
    }

    /** The words of an admission controller or a quota. */
    private static Optional<String> refusal(Deployment deployment) {
        return Optional.ofNullable(deployment.getStatus()).stream()
                .flatMap(status -> status.getConditions().stream())
                .filter(condition -> condition.getType().equals("ReplicaFailure")
                        && condition.getStatus().equals("True"))
                .map(DeploymentCondition::getMessage)
                .findFirst();
    }

    private static String namespace(Deployment deployment) {
        return deployment.getMetadata().getNamespace();
    }

    private static String name(Deployment deployment) {
        return deployment.getMetadata().getName();
    }
}
