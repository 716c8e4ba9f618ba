package dev.onggi.operator.localregistry;

import static java.util.stream.Collectors.toMap;

import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.operator.localregistry.access.NodeReport;
import dev.onggi.operator.localregistry.access.NodeReports;
import dev.onggi.operator.localregistry.access.Terminations;
import dev.onggi.operator.model.Digest;
import dev.onggi.operator.model.Labels;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The node agents' Pods, which are made to look at their ConfigMap as soon as it has changed. */
final class NodeAgents {

    /** Selects the agents' Pods by their label. */
    static final String SELECTOR = Labels.NAME + "=onggi-node-agent";

    /** Annotation of the agents' Pods: hash of the ConfigMap's content. */
    static final String ANNOTATION = "onggi.dev/registries";

    /** The container that keeps the node's files in order. */
    private static final String AGENT = "agent";

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

    /** When the agent of each node was last started, or had something to tell: that something is in order again, for instance. */
    Map<String, Instant> changes() {
        return source.list(pod -> pod.getSpec().getNodeName() != null && pod.getStatus() != null)
                .flatMap(pod ->
                        changed(pod.getStatus())
                                .map(time -> Map.entry(pod.getSpec().getNodeName(), time))
                                .stream())
                .collect(toMap(
                        Map.Entry::getKey,
                        Map.Entry::getValue,
                        (one, other) -> one.isAfter(other) ? one : other,
                        TreeMap::new));
    }

    /** What the agents say of their nodes. */
    Map<String, NodeReport> reports() {
        return NodeReports.of(source.list().toList());
    }

    static Optional<Instant> changed(PodStatus status) {
        var started = status.getContainerStatuses().stream()
                .filter(container -> AGENT.equals(container.getName()))
                .map(ContainerStatus::getState)
                .flatMap(Stream::ofNullable)
                .map(ContainerState::getRunning)
                .flatMap(Stream::ofNullable)
                .map(running -> Instant.parse(running.getStartedAt()));
        var told = Terminations.of(status.getContainerStatuses()).map(Terminations::finishedAt);
        return Stream.concat(started, told)
                .max(Instant::compareTo)
                .or(() -> Optional.ofNullable(status.getStartTime()).map(Instant::parse));
    }

    /** A hash of the content, the same for the same content. */
    static String hash(Map<String, String> content) {
        return Digest.of(new TreeMap<>(content).toString()).shortened();
    }
}
