package dev.onggi.operator.imagebuild.resource;

import dev.onggi.api.v1alpha1.DeploymentTemplate;
import dev.onggi.api.v1alpha1.WorkloadPort;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.ContainerPortBuilder;
import java.util.List;
import java.util.Objects;

/** The one container of an ImageBuild's own Deployment. */
final class WorkloadContainer {

    private WorkloadContainer() {}

    static Container of(DeploymentTemplate template, WorkloadImage image) {
        return new ContainerBuilder()
                .withName(WorkloadFactory.CONTAINER)
                .withImage(image.reference())
                // a digest can never mean another image: what the node has is what is wanted
                .withImagePullPolicy("IfNotPresent")
                .withPorts(list(template.ports()).stream()
                        .map(WorkloadContainer::port)
                        .toList())
                .withEnv(WorkloadVariables.of(template.env()))
                .withEnvFrom(WorkloadVariables.from(template.envFrom()))
                .withVolumeMounts(WorkloadVolumes.mounts(template.volumes()))
                .withResources(Resources.of(template.resources()))
                .withSecurityContext(WorkloadSecurity.of(template.securityContext(), image.user()))
                .withReadinessProbe(WorkloadProbe.readiness(template.probes()))
                .withLivenessProbe(WorkloadProbe.liveness(template.probes()))
                .withStartupProbe(WorkloadProbe.startup(template.probes()))
                // a crash brings its last lines into the Pod's status, from where they go into the condition
                .withTerminationMessagePolicy("FallbackToLogsOnError")
                .build();
    }

    private static ContainerPort port(WorkloadPort port) {
        return new ContainerPortBuilder()
                .withName(port.name())
                .withContainerPort(port.containerPort())
                .withHostPort(port.hostPort())
                .withProtocol(port.protocol())
                .build();
    }

    static <T> List<T> list(List<T> values) {
        return Objects.requireNonNullElseGet(values, List::of);
    }
}
