package dev.onggi.operator.builder;

import dev.onggi.operator.event.PodWarnings;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The newest warnings about builders. Events are not watched, and all ImageBuilds that wait for a builder ask every few
 * seconds: the API server is asked once for all of them.
 */
final class BuilderWarnings {

    private static final Duration KEPT = Duration.ofSeconds(5);

    private record Answer(String pod, Instant until, Optional<String> warning) {}

    private final KubernetesClient client;
    private final Clock clock;
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();

    BuilderWarnings(KubernetesClient client, Clock clock) {
        this.client = client;
        this.clock = clock;
    }

    Optional<String> newest(Pod pod) {
        var uid = pod.getMetadata().getUid();
        var now = clock.instant();
        return answers.compute(
                        pod.getMetadata().getNamespace(),
                        (namespace, known) -> known != null && known.pod().equals(uid) && now.isBefore(known.until())
                                ? known
                                : new Answer(uid, now.plus(KEPT), PodWarnings.newest(client, pod)))
                .warning();
    }
}
