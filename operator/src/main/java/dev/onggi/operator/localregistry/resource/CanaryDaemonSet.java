package dev.onggi.operator.localregistry.resource;

import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.operator.model.Digest;
import dev.onggi.operator.model.Labels;
import dev.onggi.operator.registry.CanaryImage;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.TolerationBuilder;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.DaemonSetBuilder;
import java.util.Map;
import java.util.Optional;

/**
 * The proof that nodes can pull: a Pod on every Linux node whose image comes from the registry. A node that could not
 * pull has no running canary, and its kubelet says why.
 */
public final class CanaryDaemonSet {

    /** Annotation: UID of the registry's Pod that is known to hold the canary's image. */
    public static final String IMAGE_IN = "onggi.dev/canary-image-in";

    private static final Map<String, Quantity> REQUESTS =
            Map.of("cpu", new Quantity("1m"), "memory", new Quantity("4Mi"));
    /** For the runtime that starts the program; the program itself needs next to nothing. */
    private static final Map<String, Quantity> LIMITS = Map.of("memory", new Quantity("32Mi"));

    private CanaryDaemonSet() {}

    /**
     * The canary of a LocalRegistry.
     *
     * @param pullAddress what image references start with on nodes
     * @param image digest of the canary's image
     * @param inputs hash of what a pull depends on, CA and users: a change of it proves every node again
     * @param registryPod UID of the registry's Pod that the image was pushed to
     */
    public static DaemonSet of(
            LocalRegistry registry, String pullAddress, Digest image, String inputs, String registryPod) {
        var names = ChildMetadata.names(registry);
        return of(
                registry,
                pullAddress + "/" + CanaryImage.REPOSITORY + "@" + image,
                Optional.of(names.pullSecret()),
                inputs,
                registryPod);
    }

    /**
     * The canary of a LocalRegistry.
     *
     * @param image full reference of the canary's image
     * @param pullSecret Secret to pull with; empty: none is needed
     * @param inputs hash of what a pull depends on: a change of it proves every node again
     * @param imageIn what is known to hold the image
     */
    public static DaemonSet of(
            LocalRegistry registry, String image, Optional<String> pullSecret, String inputs, String imageIn) {
        var metadata = ChildMetadata.of(registry, ChildMetadata.names(registry).canary(), ChildMetadata.CANARY);
        metadata.setAnnotations(Map.of(IMAGE_IN, imageIn));
        return new DaemonSetBuilder()
                .withMetadata(metadata)
                .withNewSpec()
                .withNewSelector()
                .withMatchLabels(ChildMetadata.selector(registry, ChildMetadata.CANARY))
                .endSelector()
                .withNewUpdateStrategy()
                .withType("RollingUpdate")
                .withNewRollingUpdate()
                .withMaxUnavailable(new IntOrString("100%"))
                .endRollingUpdate()
                .endUpdateStrategy()
                .withNewTemplate()
                .withNewMetadata()
                .withLabels(ChildMetadata.labels(registry, ChildMetadata.CANARY))
                .withAnnotations(Map.of(Labels.CONFIG_HASH, inputs))
                .endMetadata()
                .withSpec(pod(image, pullSecret))
                .endTemplate()
                .endSpec()
                .build();
    }

    private static PodSpec pod(String image, Optional<String> pullSecret) {
        return new PodSpecBuilder()
                .withAutomountServiceAccountToken(false)
                .withEnableServiceLinks(false)
                .withTerminationGracePeriodSeconds(1L)
                .withNodeSelector(Map.of("kubernetes.io/os", "linux"))
                .withTolerations(new TolerationBuilder().withOperator("Exists").build())
                .withImagePullSecrets(
                        pullSecret.map(LocalObjectReference::new).stream().toList())
                .withSecurityContext(RestrictedSecurity.pod())
                .withContainers(container(image))
                .build();
    }

    private static Container container(String image) {
        return new ContainerBuilder()
                .withName("canary")
                .withImage(image)
                .withImagePullPolicy("Always") // what the node has already proves nothing
                .withNewResources()
                .withRequests(REQUESTS)
                .withLimits(LIMITS)
                .endResources()
                .withSecurityContext(RestrictedSecurity.container())
                .build();
    }
}
