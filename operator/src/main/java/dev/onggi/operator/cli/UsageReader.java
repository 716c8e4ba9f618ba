package dev.onggi.operator.cli;

import dev.onggi.operator.localregistry.retention.ClusterImages;
import dev.onggi.operator.localregistry.retention.WorkloadKind;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.Set;
import java.util.TreeSet;

/** Reads who uses images, as far as the caller may see: everywhere, or else in the registry's own namespace. */
final class UsageReader {

    private final ClusterImages cluster;
    private final Set<String> unseen = new TreeSet<>();

    UsageReader(KubernetesClient client) {
        this.cluster = new ClusterImages(client);
    }

    /** Takes up the users of all images. */
    void read(String namespace, Usage usage) {
        for (var kind : WorkloadKind.values()) {
            if (!read(kind, "", usage)) {
                unseen.add(
                        read(kind, namespace, usage)
                                ? kind.plural() + " of other namespaces"
                                : kind.plural() + " of any namespace");
            }
        }
    }

    /** What the caller may not see, so that no user there is listed. */
    Set<String> unseen() {
        return unseen;
    }

    private boolean read(WorkloadKind kind, String namespace, Usage usage) {
        try {
            cluster.workloads(kind, namespace, object -> {
                object.setKind(kind.kind()); // items of a list carry none
                usage.add(object);
            });
            return true;
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_FORBIDDEN) {
                return false;
            }
            throw CommandException.failed("could not list " + kind.plural() + ": " + e.getMessage());
        }
    }
}
