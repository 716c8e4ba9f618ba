package dev.onggi.operator.event;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Comparator;
import java.util.Optional;

/** What is told of a Pod in events alone: that its sandbox or a volume of it cannot be had, for one. */
public final class PodWarnings {

    private PodWarnings() {}

    /** The newest warning. */
    public static Optional<String> newest(KubernetesClient client, Pod pod) {
        return client
                .events()
                .v1()
                .events()
                .inNamespace(pod.getMetadata().getNamespace())
                .withField("regarding.uid", pod.getMetadata().getUid())
                .list()
                .getItems()
                .stream()
                .filter(event -> "Warning".equals(event.getType()))
                // what the scheduler said is in the Pod's conditions as long as it holds
                .filter(event -> !"FailedScheduling".equals(event.getReason()))
                .max(Comparator.comparing(PodWarnings::lastSeen))
                .map(Event::getNote);
    }

    /** The kubelet counts in the fields of the old API, whose last time moves. */
    private static String lastSeen(Event event) {
        return event.getDeprecatedLastTimestamp() == null
                ? event.getMetadata().getCreationTimestamp()
                : event.getDeprecatedLastTimestamp();
    }
}
