package dev.onggi.operator.localregistry;

import dev.onggi.api.v1alpha1.LocalRegistry;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.net.HttpURLConnection;
import java.util.Collection;

/**
 * An annotation with the hash of what a Pod has mounted. A kubelet refreshes mounted ConfigMaps and Secrets within about
 * a minute by itself, and at once when the Pod changes
 * (https://kubernetes.io/docs/concepts/configuration/configmap/#mounted-configmaps-are-updated-automatically).
 */
final class PodAnnotation {

    private final String key;
    private final KubernetesClient client;
    private final InformerEventSource<Pod, LocalRegistry> source;

    PodAnnotation(String key, KubernetesClient client, InformerEventSource<Pod, LocalRegistry> source) {
        this.key = key;
        this.client = client;
        this.source = source;
    }

    /** Sets it on those Pods that do not have it. */
    void set(Collection<Pod> pods, String hash) {
        pods.stream()
                .filter(pod -> !pod.isMarkedForDeletion())
                .filter(pod -> pod.getMetadata().getAnnotations() == null
                        || !hash.equals(pod.getMetadata().getAnnotations().get(key)))
                .forEach(pod -> set(pod, hash));
    }

    private void set(Pod pod, String hash) {
        try {
            var annotated = client.resource(pod).patch(PatchContext.of(PatchType.JSON_MERGE), """
                            {"metadata":{"annotations":{"%s":"%s"}}}""".formatted(key, hash));
            source.handleRecentResourceUpdate(ResourceID.fromResource(pod), annotated, pod);
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_NOT_FOUND) {
                throw e;
            }
            // the Pod went meanwhile; the one in its place mounts the newest content
        }
    }
}
