package dev.onggi.operator.imagebuild.resource;

import dev.onggi.api.v1alpha1.ImageBuild;
import dev.onggi.api.v1alpha1.RolloutSpec.KeyReference;
import dev.onggi.api.v1alpha1.RolloutSpec.Port;
import dev.onggi.operator.model.Durations;
import dev.onggi.operator.model.ImageBuildNames;
import dev.onggi.operator.model.Labels;
import io.fabric8.kubernetes.api.model.ConfigMapKeySelector;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.ContainerPortBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.EnvVarSource;
import io.fabric8.kubernetes.api.model.EnvVarSourceBuilder;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.SecretKeySelector;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.ServicePortBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The Deployment of an ImageBuild and the Service for its ports. */
public final class WorkloadFactory {

    /** Name of the one container. */
    public static final String CONTAINER = "app";

    private static final String COMPONENT = "workload";

    /**
     * How long a Pod has to stay ready until it counts as available. A container without a readiness probe is ready as soon
     * as it runs, also one that ends in the next moment: with 0, the default, such an image would be rolled out.
     */
    private static final int MIN_READY_SECONDS = 3;

    private WorkloadFactory() {}

    /**
     * The Deployment that runs an image.
     *
     * @param image full reference by digest
     * @param pullSecret Secret to pull with; empty where the registry has no users
     */
    public static Deployment deployment(ImageBuild owner, String image, Optional<String> pullSecret) {
        var rollout = owner.getSpec().rollout();
        var name = owner.getMetadata().getName();
        return new DeploymentBuilder()
                .withMetadata(Children.metadata(owner, new ImageBuildNames(name).workload(), COMPONENT)
                        .build())
                .withNewSpec()
                .withReplicas(rollout.deployment().replicas())
                .withMinReadySeconds(MIN_READY_SECONDS)
                .withProgressDeadlineSeconds(Math.toIntExact(
                        Durations.parse(rollout.progressDeadline()).toSeconds()))
                .withNewSelector()
                .withMatchLabels(selector(name))
                .endSelector()
                .withNewTemplate()
                .withNewMetadata()
                .withLabels(Labels.ofImageBuild(name, COMPONENT))
                .endMetadata()
                .withNewSpec()
                .withContainers(container(owner, image))
                .withImagePullSecrets(
                        pullSecret.map(LocalObjectReference::new).stream().toList())
                .endSpec()
                .endTemplate()
                .endSpec()
                .build();
    }

    /** The Service, where the spec names a port. */
    public static Optional<Service> service(ImageBuild owner) {
        var ports = ports(owner);
        if (ports.isEmpty()) {
            return Optional.empty();
        }
        var name = owner.getMetadata().getName();
        return Optional.of(new ServiceBuilder()
                .withMetadata(Children.metadata(owner, new ImageBuildNames(name).workload(), COMPONENT)
                        .build())
                .withNewSpec()
                .withSelector(selector(name))
                .withPorts(ports.stream().map(WorkloadFactory::servicePort).toList())
                .endSpec()
                .build());
    }

    private static Map<String, String> selector(String name) {
        var selector = new TreeMap<String, String>();
        selector.put(Labels.NAME, COMPONENT);
        selector.put(Labels.IMAGE_BUILD, name);
        return selector;
    }

    private static List<Port> ports(ImageBuild owner) {
        var ports = owner.getSpec().rollout().deployment().ports();
        return ports == null ? List.of() : ports;
    }

    private static Container container(ImageBuild owner, String image) {
        var deployment = owner.getSpec().rollout().deployment();
        return new ContainerBuilder()
                .withName(CONTAINER)
                .withImage(image)
                // a digest can never mean another image: what the node has is what is wanted
                .withImagePullPolicy("IfNotPresent")
                .withPorts(ports(owner).stream()
                        .map(WorkloadFactory::containerPort)
                        .toList())
                .withEnv(
                        deployment.env() == null
                                ? List.of()
                                : deployment.env().stream()
                                        .map(WorkloadFactory::variable)
                                        .toList())
                .withResources(Resources.of(deployment.resources()))
                // a crash brings its last lines into the Pod's status, from where they go into the condition
                .withTerminationMessagePolicy("FallbackToLogsOnError")
                .build();
    }

    private static ContainerPort containerPort(Port port) {
        return new ContainerPortBuilder()
                .withName(port.name())
                .withContainerPort(port.containerPort())
                .withProtocol(port.protocol())
                .build();
    }

    private static ServicePort servicePort(Port port) {
        return new ServicePortBuilder()
                .withName(port.name())
                .withPort(port.servicePort() == null ? port.containerPort() : port.servicePort())
                .withNewTargetPort(port.containerPort())
                .withProtocol(port.protocol())
                .build();
    }

    private static EnvVar variable(dev.onggi.api.v1alpha1.RolloutSpec.EnvVar variable) {
        return new EnvVarBuilder()
                .withName(variable.name())
                .withValue(variable.value())
                .withValueFrom(variable.valueFrom() == null ? null : source(variable.valueFrom()))
                .build();
    }

    private static EnvVarSource source(dev.onggi.api.v1alpha1.RolloutSpec.EnvVarSource source) {
        KeyReference secret = source.secretKeyRef();
        KeyReference configMap = source.configMapKeyRef();
        return secret != null
                ? new EnvVarSourceBuilder()
                        .withSecretKeyRef(new SecretKeySelector(secret.key(), secret.name(), secret.optional()))
                        .build()
                : new EnvVarSourceBuilder()
                        .withConfigMapKeyRef(
                                new ConfigMapKeySelector(configMap.key(), configMap.name(), configMap.optional()))
                        .build();
    }
}
