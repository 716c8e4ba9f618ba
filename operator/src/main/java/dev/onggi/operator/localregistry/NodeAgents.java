package dev.onggi.operator.localregistry;

import static java.util.stream.Collectors.toMap;

import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.operator.model.Digest;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** The node agents' Pods, which are made to look at their ConfigMap as soon as it has changed. */
final class NodeAgents {

    /** Annotation of the agents' Pods: hash of the ConfigMap's content. */
    static final String ANNOTATION = "onggi.dev/registries";

    private final PodAnnotation annotation;
    private final InformerEventSource<Pod, LocalRegistry> source;

    NodeAgents(KubernetesClient client, InformerEventSource<Pod, LocalRegistry> source) {
        this.annotation = new PodAnnotation(ANNOTATION, client, source);
        this.source = source;
    }

    /** Makes the kubelets look at the ConfigMap, where they have not been told of this content. */
    void nudge(Map<String, String> content) {
        annotation.set(source.list().toList(), hash(content));
    }

    /** When the agent of each node was started. */
    Map<String, Instant> starts() {
        return source.list(pod -> pod.getStatus() != null && pod.getStatus().getStartTime() != null)
                .filter(pod -> pod.getSpec().getNodeName() != null)
                .collect(toMap(
                        pod -> pod.getSpec().getNodeName(),
                        pod -> Instant.parse(pod.getStatus().getStartTime()),
                        (one, other) -> one.isAfter(other) ? one : other,
                        TreeMap::new));
    }

    /** A hash of the content, the same for the same content. */
    static String hash(Map<String, String> content) {
        return Digest.of(new TreeMap<>(content).toString()).shortened();
    }
}
