package dev.onggi.operator.localregistry.resource;

import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.operator.model.Labels;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The registry: one Pod, of a gateway and the registry behind it, that complies with Pod Security {@code restricted}. It
 * is replaced, never doubled (Recreate): two registries on one volume would not see each other's uploads.
 */
public final class RegistryDeployment {

    /** First the gateway lets its requests end (10 s), then the registry does (10 s). */
    private static final long DRAIN_AND_END = 30;

    private RegistryDeployment() {}

    /**
     * The Deployment of a LocalRegistry.
     *
     * @param inputs hash of what the registry reads when it starts and never again: its configuration. Certificate and
     *     users are no part of it, for the gateway takes those over while it runs.
     * @param bucketSecrets changes with the content of the Secrets of a bucket, which are read when it starts as well; empty
     *     where there are none
     */
    public static Deployment of(
            LocalRegistry registry, RegistryImages images, String inputs, Optional<String> bucketSecrets) {
        return new DeploymentBuilder()
                .withMetadata(
                        ChildMetadata.of(registry, ChildMetadata.names(registry).registry(), ChildMetadata.REGISTRY))
                .withNewSpec()
                .withReplicas(1)
                .withNewStrategy()
                .withType("Recreate")
                .endStrategy()
                .withNewSelector()
                .withMatchLabels(ChildMetadata.selector(registry, ChildMetadata.REGISTRY))
                .endSelector()
                .withNewTemplate()
                .withNewMetadata()
                .withLabels(ChildMetadata.labels(registry, ChildMetadata.REGISTRY))
                .withAnnotations(annotations(inputs, bucketSecrets))
                .endMetadata()
                .withSpec(pod(registry, images))
                .endTemplate()
                .endSpec()
                .build();
    }

    private static Map<String, String> annotations(String inputs, Optional<String> bucketSecrets) {
        var annotations = new TreeMap<String, String>();
        annotations.put(Labels.CONFIG_HASH, inputs);
        bucketSecrets.ifPresent(mark -> annotations.put(Labels.BUCKET_SECRETS, mark));
        return annotations;
    }

    private static PodSpec pod(LocalRegistry registry, RegistryImages images) {
        var placement = RegistryPlacement.of(registry);
        return new PodSpecBuilder()
                .withAutomountServiceAccountToken(false)
                .withEnableServiceLinks(false)
                .withTerminationGracePeriodSeconds(DRAIN_AND_END)
                .withNodeSelector(placement.nodeSelector())
                .withTolerations(placement.tolerations())
                .withAffinity(placement.affinity())
                .withSecurityContext(RestrictedSecurity.podWithVolumes())
                .withInitContainers(sidecars(registry, images))
                .withContainers(GatewayContainer.of(registry, images.gateway()))
                .withVolumes(RegistryVolumes.of(registry))
                .build();
    }

    /** What the gateway talks to, in the order in which it is started. */
    private static List<Container> sidecars(LocalRegistry registry, RegistryImages images) {
        return Stream.concat(
                        Stream.of(RegistryContainer.of(registry, images.registry())),
                        UpstreamContainers.of(registry, images.registry()).stream())
                .toList();
    }
}
