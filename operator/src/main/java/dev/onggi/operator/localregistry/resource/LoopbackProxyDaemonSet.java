package dev.onggi.operator.localregistry.resource;

import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.operator.localregistry.access.AccessPlan.Proxy;
import dev.onggi.operator.model.Labels;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.NodeSelectorTerm;
import io.fabric8.kubernetes.api.model.NodeSelectorTermBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.TolerationBuilder;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.DaemonSetBuilder;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The loopback proxy of a registry, in the node agents' namespace: hostNetwork is what Pod Security {@code baseline}
 * forbids. It carries the UID of its LocalRegistry in its name; no owner reference reaches over namespaces.
 */
public final class LoopbackProxyDaemonSet {

    /** Value of the label app.kubernetes.io/name. */
    public static final String PROXY = "onggi-loopback-proxy";

    private LoopbackProxyDaemonSet() {}

    /** The name of a registry's proxy. */
    public static String name(LocalRegistry registry) {
        return "onggi-proxy-" + registry.getMetadata().getUid();
    }

    /**
     * The proxy of a LocalRegistry.
     *
     * @param namespace namespace of the node agents
     * @param configMap name of their ConfigMap, which has the CA
     * @param clusterIp address of the registry's Service
     * @param image the operator's own image
     */
    public static DaemonSet of(
            LocalRegistry registry, Proxy proxy, String namespace, String configMap, String clusterIp, String image) {
        return new DaemonSetBuilder()
                .withMetadata(new ObjectMetaBuilder()
                        .withName(name(registry))
                        .withNamespace(namespace)
                        .withLabels(labels(registry))
                        .withAnnotations(Map.of(
                                Labels.LOCAL_REGISTRY,
                                registry.getMetadata().getNamespace() + "/"
                                        + registry.getMetadata().getName()))
                        .build())
                .withNewSpec()
                .withNewSelector()
                .withMatchLabels(selector(registry))
                .endSelector()
                .withNewUpdateStrategy()
                .withType("RollingUpdate")
                .withNewRollingUpdate()
                .withMaxUnavailable(new IntOrString("25%"))
                .endRollingUpdate()
                .endUpdateStrategy()
                .withNewTemplate()
                .withNewMetadata()
                .withLabels(labels(registry))
                .endMetadata()
                .withSpec(pod(registry, proxy, configMap, clusterIp, image))
                .endTemplate()
                .endSpec()
                .build();
    }

    private static PodSpec pod(LocalRegistry registry, Proxy proxy, String configMap, String clusterIp, String image) {
        var pod = new PodSpecBuilder()
                .withAutomountServiceAccountToken(false)
                .withEnableServiceLinks(false)
                .withHostNetwork(true) // 127.0.0.1 has to be the node's
                .withTerminationGracePeriodSeconds(1L)
                .withNodeSelector(Map.of("kubernetes.io/os", "linux"))
                .withTolerations(new TolerationBuilder().withOperator("Exists").build())
                .withSecurityContext(RestrictedSecurity.pod())
                .withContainers(LoopbackProxyContainer.of(registry, proxy, clusterIp, image));
        if (proxy.nodes().isPresent()) {
            pod.withNewAffinity()
                    .withNewNodeAffinity()
                    .withNewRequiredDuringSchedulingIgnoredDuringExecution()
                    .withNodeSelectorTerms(terms(proxy.nodes().get()))
                    .endRequiredDuringSchedulingIgnoredDuringExecution()
                    .endNodeAffinity()
                    .endAffinity();
        }
        if (SpecValues.tlsWanted(registry)) {
            pod.withVolumes(new VolumeBuilder()
                    .withName(LoopbackProxyContainer.VOLUME)
                    .withNewConfigMap()
                    .withName(configMap)
                    .addNewItem(NodeRegistryFiles.authorityKey(proxy.address()), null, LoopbackProxyContainer.AUTHORITY)
                    .endConfigMap()
                    .build());
        }
        return pod.build();
    }

    /** A term per node: Kubernetes takes one name in each. */
    private static List<NodeSelectorTerm> terms(List<String> nodes) {
        return nodes.stream()
                .map(node -> new NodeSelectorTermBuilder()
                        .addNewMatchField()
                        .withKey("metadata.name")
                        .withOperator("In")
                        .withValues(node)
                        .endMatchField()
                        .build())
                .toList();
    }

    private static Map<String, String> labels(LocalRegistry registry) {
        var labels = new TreeMap<>(selector(registry));
        labels.put(Labels.MANAGED_BY, Labels.ONGGI);
        return labels;
    }

    private static Map<String, String> selector(LocalRegistry registry) {
        var selector = new TreeMap<String, String>();
        selector.put(Labels.NAME, PROXY);
        selector.put(Labels.INSTANCE, registry.getMetadata().getUid());
        return selector;
    }
}
