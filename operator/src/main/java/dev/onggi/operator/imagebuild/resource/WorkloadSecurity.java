package dev.onggi.operator.imagebuild.resource;

import dev.onggi.api.v1alpha1.ContainerSecurity;
import io.fabric8.kubernetes.api.model.Capabilities;
import io.fabric8.kubernetes.api.model.SeccompProfile;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;

/** What a workload's container may do. */
final class WorkloadSecurity {

    private WorkloadSecurity() {}

    static SecurityContext of(ContainerSecurity security) {
        return security == null
                ? null
                : new SecurityContextBuilder()
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
