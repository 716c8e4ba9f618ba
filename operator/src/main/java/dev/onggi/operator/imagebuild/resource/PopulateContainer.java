package dev.onggi.operator.imagebuild.resource;

import dev.onggi.api.v1alpha1.DeploymentTemplate;
import dev.onggi.api.v1alpha1.WorkloadVolume;
import dev.onggi.operator.imagebuild.result.BuildScripts;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The init container that fills empty volumes with what the image has in their place. The image is mounted as a volume
 * (<a href="https://kubernetes.io/docs/concepts/storage/volumes/#image">image volumes</a>), so it needs no shell and no cp of
 * its own; the program that copies is in the operator's image, which the nodes have already for the node agent.
 */
public final class PopulateContainer {

    /** Its name. */
    public static final String NAME = "onggi-populate";

    private static final String IMAGE_VOLUME = "onggi-image";
    private static final String IMAGE_DIRECTORY = "/onggi/image";
    private static final String VOLUMES_DIRECTORY = "/onggi/volumes/";

    private PopulateContainer() {}

    /**
     * The image that copies: where the Deployment runs the same image with one, that one, else the operator's own. A new version
     * of the operator would replace each workload's Pods otherwise, and there is nothing new for them in it.
     */
    public static String image(Optional<Deployment> current, String image, BuilderSettings settings) {
        return current
                .map(deployment -> deployment.getSpec().getTemplate())
                .map(PodTemplateSpec::getSpec)
                .filter(pod -> pod.getContainers().stream().anyMatch(container -> image.equals(container.getImage())))
                .stream()
                .flatMap(pod -> pod.getInitContainers().stream())
                .filter(container -> container.getName().equals(NAME))
                .map(Container::getImage)
                .findFirst()
                .orElse(settings.fetchImage());
    }

    /** The container; empty where no volume asks for it. */
    static Optional<Container> of(DeploymentTemplate template, String programImage) {
        var volumes = volumes(template);
        return volumes.isEmpty() ? Optional.empty() : Optional.of(container(volumes, programImage));
    }

    /** The volume with the image; empty where no volume asks for it. */
    static Optional<Volume> volume(DeploymentTemplate template, String image) {
        return volumes(template).isEmpty()
                ? Optional.empty()
                : Optional.of(new VolumeBuilder()
                        .withName(IMAGE_VOLUME)
                        .withNewImage("IfNotPresent", image)
                        .build());
    }

    private static List<WorkloadVolume> volumes(DeploymentTemplate template) {
        return WorkloadContainer.list(template.volumes()).stream()
                .filter(volume -> Boolean.TRUE.equals(volume.populateFromImage()))
                .toList();
    }

    private static Container container(List<WorkloadVolume> volumes, String programImage) {
        var paths = volumes.stream().flatMap(volume -> Stream.of(volume.mountPath(), directory(volume)));
        return new ContainerBuilder()
                .withName(NAME)
                .withImage(programImage)
                .withImagePullPolicy("IfNotPresent")
                .withCommand("sh", "-euc", BuildPodFactory.literal(BuildScripts.populate()), "populate")
                .withArgs(Stream.concat(Stream.of(IMAGE_DIRECTORY), paths)
                        .map(BuildPodFactory::literal)
                        .toList())
                .withVolumeMounts(Stream.concat(
                                Stream.of(new VolumeMountBuilder()
                                        .withName(IMAGE_VOLUME)
                                        .withMountPath(IMAGE_DIRECTORY)
                                        .withReadOnly(true)
                                        .build()),
                                volumes.stream().map(PopulateContainer::mount))
                        .toList())
                .withNewResources()
                .withRequests(Map.of("cpu", new Quantity("10m"), "memory", new Quantity("16Mi")))
                .withLimits(Map.of("memory", new Quantity("64Mi")))
                .endResources()
                // owners can be given by root alone; each capability is one that Pod Security baseline admits
                .withSecurityContext(new SecurityContextBuilder()
                        .withRunAsUser(0L)
                        .withRunAsGroup(0L)
                        .withRunAsNonRoot(false)
                        .withAllowPrivilegeEscalation(false)
                        .withReadOnlyRootFilesystem(true)
                        .withNewCapabilities()
                        .withDrop("ALL")
                        .withAdd("CHOWN", "DAC_OVERRIDE", "FOWNER", "FSETID")
                        .endCapabilities()
                        .withNewSeccompProfile()
                        .withType("RuntimeDefault")
                        .endSeccompProfile()
                        .build())
                .withTerminationMessagePolicy("FallbackToLogsOnError")
                .build();
    }

    private static VolumeMount mount(WorkloadVolume volume) {
        return new VolumeMountBuilder()
                .withName(volume.name())
                .withMountPath(directory(volume))
                .withSubPath(volume.subPath())
                .build();
    }

    private static String directory(WorkloadVolume volume) {
        return VOLUMES_DIRECTORY + volume.name();
    }
}
