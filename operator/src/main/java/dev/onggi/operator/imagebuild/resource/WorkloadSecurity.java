package dev.onggi.operator.imagebuild.resource;

import dev.onggi.api.v1alpha1.ContainerSecurity;
import dev.onggi.operator.model.ImageUser;
import io.fabric8.kubernetes.api.model.Capabilities;
import io.fabric8.kubernetes.api.model.SeccompProfile;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;

/** What a workload's container may do. */
final class WorkloadSecurity {

    private WorkloadSecurity() {}

    /** What the spec says, and else as much of Pod Security restricted as the image can run with. */
    static SecurityContext of(ContainerSecurity security, ImageUser user) {
        return security == null ? byDefault(user) : asSaid(security);
    }

    private static SecurityContext byDefault(ImageUser user) {
        return switch (user) {
            case ImageUser.Numbered _ ->
                new SecurityContextBuilder(confined()).withRunAsNonRoot(true).build();
            // the kubelet starts no container that is not to be root and has its user by name
            case ImageUser.Named _ -> confined();
            // capabilities and setuid programs may be what it needs root for; no runtime gave it all system calls
            // before
            case ImageUser.Root _ ->
                new SecurityContextBuilder()
                        .withSeccompProfile(runtimeDefault())
                        .build();
            // as before: what runs is not replaced for the sake of a newer operator
            case ImageUser.Unknown _ -> null;
        };
    }

    private static SecurityContext confined() {
        return new SecurityContextBuilder()
                .withAllowPrivilegeEscalation(false)
                .withNewCapabilities()
                .withDrop("ALL")
                .endCapabilities()
                .withSeccompProfile(runtimeDefault())
                .build();
    }

    private static SeccompProfile runtimeDefault() {
        return new SeccompProfile(null, "RuntimeDefault");
    }

    private static SecurityContext asSaid(ContainerSecurity security) {
        return new SecurityContextBuilder()
                .withRunAsUser(security.runAsUser())
                .withRunAsGroup(security.runAsGroup())
                .withRunAsNonRoot(security.runAsNonRoot())
                .withReadOnlyRootFilesystem(security.readOnlyRootFilesystem())
                .withAllowPrivilegeEscalation(security.allowPrivilegeEscalation())
                .withPrivileged(security.privileged())
                .withCapabilities(capabilities(security.capabilities()))
                .withSeccompProfile(seccomp(security.seccompProfile()))
                .build();
    }

    private static Capabilities capabilities(ContainerSecurity.Capabilities capabilities) {
        return capabilities == null
                ? null
                : new Capabilities(
                        WorkloadContainer.list(capabilities.add()), WorkloadContainer.list(capabilities.drop()));
    }

    private static SeccompProfile seccomp(ContainerSecurity.Seccomp seccomp) {
        return seccomp == null ? null : new SeccompProfile(seccomp.localhostProfile(), seccomp.type());
    }
}
