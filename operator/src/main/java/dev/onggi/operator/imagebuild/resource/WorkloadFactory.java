package dev.onggi.operator.imagebuild.resource;

import dev.onggi.api.v1alpha1.DeploymentTemplate;
import dev.onggi.api.v1alpha1.ImageBuild;
import dev.onggi.api.v1alpha1.WorkloadPort;
import dev.onggi.api.v1alpha1.WorkloadPort.ServiceType;
import dev.onggi.api.v1alpha1.WorkloadPort.WorkloadService;
import dev.onggi.operator.model.Durations;
import dev.onggi.operator.model.ImageBuildNames;
import dev.onggi.operator.model.Labels;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.ServicePortBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentStrategy;
import io.fabric8.kubernetes.api.model.apps.DeploymentStrategyBuilder;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The Deployment of an ImageBuild and the Service for its ports. */
public final class WorkloadFactory {

    /** Name of the one container. */
    public static final String CONTAINER = "app";

    static final String COMPONENT = "workload";

    /**
     * How long a Pod has to stay ready until it counts as available. A container without a readiness probe is ready as soon
     * as it runs, also one that ends in the next moment: with 0, the default, such an image would be rolled out.
     */
    private static final int MIN_READY_SECONDS = 3;

    private WorkloadFactory() {}

    /**
     * The Deployment that runs an image.
     *
     * @param pullSecret Secret to pull with; empty where the registry has no users
     * @throws UnfitTemplateException where the spec's template is none of a Pod
     */
    public static Workload workload(ImageBuild owner, WorkloadImage image, Optional<String> pullSecret) {
        var template = owner.getSpec().rollout().deployment();
        var pods = PodTemplate.of(pods(owner, image, pullSecret), template.template());
        return new Workload(
                deployment(owner, pods),
                SecurityVerdict.of(template, pods.spec().getSpec(), image.user()),
                pods.conflicts());
    }

    private static Deployment deployment(ImageBuild owner, PodTemplate pods) {
        var rollout = owner.getSpec().rollout();
        var template = rollout.deployment();
        var name = owner.getMetadata().getName();
        return new DeploymentBuilder()
                .withMetadata(Children.metadata(owner, new ImageBuildNames(name).workload(), COMPONENT)
                        .build())
                .withNewSpec()
                .withReplicas(template.replicas())
                .withMinReadySeconds(minReadySeconds(template))
                .withStrategy(strategy(template, pods))
                .withProgressDeadlineSeconds(Math.toIntExact(
                        Durations.parse(rollout.progressDeadline()).toSeconds()))
                .withNewSelector()
                .withMatchLabels(selector(name))
                .endSelector()
                .withTemplate(pods.spec())
                .endSpec()
                .build();
    }

    private static PodTemplateSpec pods(ImageBuild owner, WorkloadImage image, Optional<String> pullSecret) {
        var template = owner.getSpec().rollout().deployment();
        return new PodTemplateSpecBuilder()
                .withNewMetadata()
                .withLabels(Labels.ofImageBuild(owner.getMetadata().getName(), COMPONENT))
                .endMetadata()
                .withNewSpec()
                .withServiceAccountName(template.serviceAccountName())
                .withRuntimeClassName(template.runtimeClassName())
                .withInitContainers(PopulateContainer.of(template, image.populate()).stream()
                        .toList())
                .withContainers(WorkloadContainer.of(template, image))
                .withVolumes(WorkloadVolumes.of(owner, image.reference()))
                .withImagePullSecrets(
                        pullSecret.map(LocalObjectReference::new).stream().toList())
                .endSpec()
                .build();
    }

    /** The Service, where the spec names a port. */
    public static Optional<Service> service(ImageBuild owner) {
        var ports =
                WorkloadContainer.list(owner.getSpec().rollout().deployment().ports());
        if (ports.isEmpty()) {
            return Optional.empty();
        }
        var name = owner.getMetadata().getName();
        return Optional.of(new ServiceBuilder()
                .withMetadata(Children.metadata(owner, new ImageBuildNames(name).workload(), COMPONENT)
                        .build())
                .withNewSpec()
                .withType(type(owner.getSpec().rollout().deployment().service()))
                .withSelector(selector(name))
                .withPorts(ports.stream().map(WorkloadFactory::servicePort).toList())
                .endSpec()
                .build());
    }

    /** A Pod that passes its readiness probe is available. Left out and not 0, which the API server would leave out as well. */
    private static Integer minReadySeconds(DeploymentTemplate template) {
        return template.probes() == null || template.probes().readiness() == null ? MIN_READY_SECONDS : null;
    }

    /** Two Pods cannot have one port of a node, or a claim on two nodes: with such the old Pod ends before the new one starts. */
    private static DeploymentStrategy strategy(DeploymentTemplate template, PodTemplate pods) {
        return pods.hasHostPort() || WorkloadClaims.isForOneNode(template)
                ? new DeploymentStrategyBuilder()
                        .withType("RollingUpdate")
                        .withNewRollingUpdate()
                        .withMaxSurge(new IntOrString(0))
                        .withMaxUnavailable(new IntOrString(1))
                        .endRollingUpdate()
                        .build()
                : null;
    }

    private static Map<String, String> selector(String name) {
        var selector = new TreeMap<String, String>();
        selector.put(Labels.NAME, COMPONENT);
        selector.put(Labels.IMAGE_BUILD, name);
        return selector;
    }

    /** Written out, so that it comes back when it is no longer asked for. */
    private static String type(WorkloadService service) {
        return Optional.ofNullable(service)
                .map(WorkloadService::type)
                .orElse(ServiceType.CLUSTER_IP)
                .text();
    }

    private static ServicePort servicePort(WorkloadPort port) {
        return new ServicePortBuilder()
                .withName(port.name())
                .withPort(port.servicePort() == null ? port.containerPort() : port.servicePort())
                .withNewTargetPort(port.containerPort())
                .withProtocol(port.protocol())
                .build();
    }
}
