package dev.onggi.operator.localregistry.resource;

import dev.onggi.operator.registry.CanaryImage;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSecurityContextBuilder;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;

/**
 * What Pod Security {@code restricted} asks for (https://kubernetes.io/docs/concepts/security/pod-security-standards/),
 * and a read-only root beyond it.
 */
final class RestrictedSecurity {

    private static final long NOBODY = CanaryImage.USER;

    private RestrictedSecurity() {}

    static PodSecurityContext pod() {
        return podBuilder().build();
    }

    /** For Pods that write to a volume. */
    static PodSecurityContext podWithVolumes() {
        // a volume with a million blobs is not walked through at each start
        return podBuilder()
                .withFsGroup(NOBODY)
                .withFsGroupChangePolicy("OnRootMismatch")
                .build();
    }

    static SecurityContext container() {
        return new SecurityContextBuilder()
                .withAllowPrivilegeEscalation(false)
                .withReadOnlyRootFilesystem(true)
                .withNewCapabilities()
                .withDrop("ALL")
                .endCapabilities()
                .build();
    }

    private static PodSecurityContextBuilder podBuilder() {
        return new PodSecurityContextBuilder()
                .withRunAsNonRoot(true)
                .withRunAsUser(NOBODY)
                .withRunAsGroup(NOBODY)
                .withNewSeccompProfile()
                .withType("RuntimeDefault")
                .endSeccompProfile();
    }
}
