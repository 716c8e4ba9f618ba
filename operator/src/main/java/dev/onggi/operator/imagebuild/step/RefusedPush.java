package dev.onggi.operator.imagebuild.step;

import static dev.onggi.operator.imagebuild.result.FailureReasons.PUSH_DENIED;
import static dev.onggi.operator.imagebuild.result.FailureReasons.PUSH_NAME_REFUSED;
import static dev.onggi.operator.imagebuild.result.FailureReasons.PUSH_NOT_SUPPORTED;
import static dev.onggi.operator.imagebuild.result.FailureReasons.PUSH_REPOSITORY_MISSING;
import static dev.onggi.operator.imagebuild.result.FailureReasons.PUSH_TAG_IMMUTABLE;
import static dev.onggi.operator.imagebuild.result.FailureReasons.PUSH_TOO_LARGE;
import static dev.onggi.operator.imagebuild.result.FailureReasons.REFUSED_PUSHES;

import dev.onggi.api.v1alpha1.Condition;
import dev.onggi.api.v1alpha1.ImageBuildStatus.Failure;
import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.operator.imagebuild.resource.PushTarget;
import dev.onggi.operator.status.ConditionStatus;
import dev.onggi.operator.status.Conditions;
import java.time.Instant;
import java.util.stream.Stream;

/**
 * A push that the registry refused for good. Somebody has to act there, and nothing tells the operator that he did, but for
 * the registry itself: where it has become available since then, or was made anew, the build has another try.
 */
final class RefusedPush {

    /** The condition of a LocalRegistry that says that it takes images. */
    private static final String AVAILABLE = "Available";

    private RefusedPush() {}

    /** Whether what refused the newest build's push is not what there is now. */
    static boolean isOver(BuildContext context, Progress progress) {
        var build = progress.build();
        return isRefused(progress.failure())
                && build != null
                && changes(context.localRegistry())
                        .anyMatch(change -> change.isAfter(Instant.parse(build.startTime())));
    }

    private static boolean isRefused(Failure failure) {
        return failure != null && REFUSED_PUSHES.contains(failure.reason());
    }

    private static Stream<Instant> changes(LocalRegistry registry) {
        var available = Stream.ofNullable(registry.getStatus())
                .flatMap(status -> Conditions.find(status.conditions(), AVAILABLE).stream())
                .filter(condition -> condition.status().equals(ConditionStatus.TRUE.value()))
                .map(Condition::lastTransitionTime);
        return Stream.concat(Stream.of(registry.getMetadata().getCreationTimestamp()), available)
                .map(Instant::parse);
    }

    /**
     * A failure's message, with what helps where a push was refused.
     *
     * @param reason of the failure
     * @param message without it
     */
    static String advised(BuildContext context, String reason, String message) {
        return REFUSED_PUSHES.contains(reason) ? message + "; " + advice(context, reason) : message;
    }

    private static String advice(BuildContext context, String reason) {
        return switch (reason) {
            case PUSH_DENIED -> denied(context, context.pushTarget());
            case PUSH_REPOSITORY_MISSING ->
                "make the project, organisation or repository that it lies in, for this registry makes none by itself, and build again: "
                        + again(context);
            case PUSH_NAME_REFUSED ->
                "set spec.image.repository to a name that the registry admits, one with fewer parts for instance";
            case PUSH_NOT_SUPPORTED ->
                "name a registry that takes pushes: this one is a mirror or a pull-through cache, or set read-only. Correct %s, and build again: %s"
                        .formatted(where(context), again(context));
            case PUSH_TAG_IMMUTABLE ->
                "set spec.image.tags to a tag that is not there yet, or take the repository out of the registry's rule of immutable tags and build again: "
                        + again(context);
            case PUSH_TOO_LARGE ->
                "raise what the registry, or a proxy before it, takes at once (client_max_body_size of nginx, the annotation proxy-body-size of its Ingress), or make the layers smaller, and build again: "
                        + again(context);
            default -> throw new IllegalArgumentException(reason);
        };
    }

    private static String where(BuildContext context) {
        var registry = context.localRegistry().getMetadata();
        return "spec.external of LocalRegistry %s/%s, or spec.image.repository"
                .formatted(registry.getNamespace(), registry.getName());
    }

    private static String denied(BuildContext context, PushTarget target) {
        var registry = context.localRegistry().getMetadata();
        if (!target.external()) {
            return "see what LocalRegistry %s/%s says of its users: kubectl describe lreg -n %s %s; and build again: %s"
                    .formatted(
                            registry.getNamespace(),
                            registry.getName(),
                            registry.getNamespace(),
                            registry.getName(),
                            again(context));
        }
        return target.pushSecret()
                .map(secret ->
                        "correct user and password in Secret %s/%s, or give that user the right to push there, and build again: %s"
                                .formatted(context.namespace(), secret, again(context)))
                .orElseGet(() ->
                        "name a Secret with a user in spec.external.secretRef of LocalRegistry %s/%s, and build again: %s"
                                .formatted(registry.getNamespace(), registry.getName(), again(context)));
    }

    private static String again(BuildContext context) {
        return "kubectl patch ib -n %s %s --type merge -p \"{\\\"spec\\\":{\\\"rebuild\\\":\\\"$(date)\\\"}}\""
                .formatted(
                        context.namespace(), context.imageBuild().getMetadata().getName());
    }
}
