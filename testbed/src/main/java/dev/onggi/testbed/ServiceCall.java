package dev.onggi.testbed;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.Optional;
import org.awaitility.Awaitility;

/**
 * A GET of a Service's root, through the API server, which needs no way of one's own into the cluster.
 *
 * @param cluster where
 * @param namespace of the Service
 * @param name of the Service
 * @param port of the Service
 */
public record ServiceCall(TestCluster cluster, String namespace, String name, int port) {

    /** Path on the API server, also for {@code kubectl get --raw}. */
    public String path() {
        return "/api/v1/namespaces/%s/services/%s:%d/proxy/".formatted(namespace, name, port);
    }

    /** The answer; empty where nothing answers. */
    public Optional<String> get() {
        try {
            return Optional.ofNullable(cluster.client().raw(path()));
        } catch (KubernetesClientException e) {
            return Optional.empty();
        }
    }

    /** The first answer; the API server learns of a new endpoint a moment after the Pod is ready. */
    public String await(Duration patience) {
        return Awaitility.await("an answer of " + path())
                .atMost(patience)
                .pollInterval(Duration.ofMillis(200))
                .pollDelay(Duration.ZERO)
                .until(this::get, Optional::isPresent)
                .orElseThrow();
    }
}
