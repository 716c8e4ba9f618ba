package dev.onggi.operator.imagebuild.resource;

import dev.onggi.api.v1alpha1.DeploymentTemplate;
import dev.onggi.api.v1alpha1.PodSecurity;
import dev.onggi.operator.model.ImageUser;
import dev.onggi.operator.model.LogText;
import io.fabric8.kubernetes.api.model.PodSpec;

/** Says how far the Pods of a workload comply with Pod Security restricted, and why no further. Pure. */
final class SecurityVerdict {

    private static final int MOST = 2000;

    private SecurityVerdict() {}

    static PodSecurity of(DeploymentTemplate template, PodSpec pod, ImageUser user) {
        var violations = RestrictedProfile.violations(pod);
        if (violations.isEmpty()) {
            return new PodSecurity(true, null);
        }
        var cause = template.securityContext() == null ? cause(user) : "";
        var message = "Pod Security restricted refuses of these Pods: " + String.join(", ", violations) + cause;
        return new PodSecurity(false, LogText.line(message, MOST));
    }

    /** Why the default is not all of it; nothing where the spec has its own. */
    private static String cause(ImageUser user) {
        return switch (user) {
            case ImageUser.Numbered _ -> "";
            case ImageUser.Root _ ->
                "; the image runs as root: a number in its Dockerfile, such as USER 10001, changes that";
            case ImageUser.Named name ->
                "; the image has its user, %s, by name, which no kubelet can tell from root: its number in the Dockerfile, as in USER 10001, changes that"
                        .formatted(name.name());
            case ImageUser.Unknown _ ->
                "; who the image runs as is not known, for it is in a registry of others or was built by an older operator: spec.rollout.deployment.securityContext can say what it may do";
        };
    }
}
