package dev.onggi.operator.localregistry;

import static java.util.stream.Collectors.toMap;

import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.operator.localregistry.access.AccessPlan.Proxy;
import dev.onggi.operator.localregistry.resource.LoopbackProxyDaemonSet;
import dev.onggi.operator.model.Labels;
import dev.onggi.operator.rollout.PodTrouble;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.SSABasedGenericKubernetesResourceMatcher;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** The loopback proxies of registries, in the node agents' namespace. */
final class LoopbackProxies {

    private final String namespace;
    private final String image;
    private final KubernetesClient client;
    private final InformerEventSource<DaemonSet, LocalRegistry> source;
    private final InformerEventSource<Pod, LocalRegistry> pods;

    /**
     * Proxies in a namespace.
     *
     * @param image the operator's own image
     */
    LoopbackProxies(
            String namespace,
            String image,
            KubernetesClient client,
            InformerEventSource<DaemonSet, LocalRegistry> source,
            InformerEventSource<Pod, LocalRegistry> pods) {
        this.namespace = namespace;
        this.image = image;
        this.client = client;
        this.source = source;
        this.pods = pods;
    }

    /** Makes the proxy of a registry what it shall be. Nothing is written where it is so already. */
    void apply(LocalRegistry registry, Proxy proxy, String clusterIp, Context<LocalRegistry> context) {
        var desired =
                LoopbackProxyDaemonSet.of(registry, proxy, namespace, NodeRegistries.CONFIG_MAP, clusterIp, image);
        var there = source.get(id(registry));
        if (there.isPresent()
                && SSABasedGenericKubernetesResourceMatcher.<DaemonSet>getInstance()
                        .matches(there.get(), desired, context)) {
            return;
        }
        var applied = client.resource(desired)
                .fieldManager(Labels.ONGGI)
                .forceConflicts()
                .serverSideApply();
        source.handleRecentResourceUpdate(id(registry), applied, there.orElse(null));
    }

    /** Takes the proxy of a registry away, where there is one. */
    void remove(LocalRegistry registry) {
        source.get(id(registry))
                .filter(there -> !there.isMarkedForDeletion())
                .ifPresent(there -> client.resource(there).delete());
    }

    /** What is wrong with the proxies of a registry, by node. */
    Map<String, String> trouble(LocalRegistry registry) {
        return of(registry).stream()
                .flatMap(pod ->
                        PodTrouble.of(pod).stream().map(trouble -> Map.entry(DaemonPods.node(pod), words(trouble))))
                .collect(toMap(Map.Entry::getKey, Map.Entry::getValue, (one, other) -> one, TreeMap::new));
    }

    /** When the proxies of a registry became ready, by node. */
    Map<String, Instant> readySince(LocalRegistry registry) {
        return of(registry).stream()
                .filter(pod -> pod.getSpec().getNodeName() != null && pod.getStatus() != null)
                .flatMap(pod -> pod.getStatus().getConditions().stream()
                        .filter(condition -> condition.getType().equals("Ready")
                                && condition.getStatus().equals("True"))
                        .map(condition -> Map.entry(
                                pod.getSpec().getNodeName(), Instant.parse(condition.getLastTransitionTime()))))
                .collect(toMap(Map.Entry::getKey, Map.Entry::getValue, (one, other) -> one, TreeMap::new));
    }

    private List<Pod> of(LocalRegistry registry) {
        return pods.list(pod -> registry.getMetadata()
                        .getUid()
                        .equals(pod.getMetadata().getLabels().get(Labels.INSTANCE)))
                .filter(pod -> !pod.isMarkedForDeletion())
                .toList();
    }

    private static String words(PodTrouble trouble) {
        return Objects.requireNonNullElse(trouble.log(), trouble.reason() + ": " + trouble.message());
    }

    private ResourceID id(LocalRegistry registry) {
        return new ResourceID(LoopbackProxyDaemonSet.name(registry), namespace);
    }
}
