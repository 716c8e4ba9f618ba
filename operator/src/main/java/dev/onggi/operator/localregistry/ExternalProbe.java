package dev.onggi.operator.localregistry;

import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.operator.localregistry.resource.ChildMetadata;
import dev.onggi.operator.localregistry.resource.ProbePod;
import dev.onggi.operator.model.Labels;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;

/** Keeps a probe of a registry that somebody else runs: a Pod that ends, and is made anew when its answer is too old. */
final class ExternalProbe {

    /** Whoever puts something right on the other side has no way to tell. */
    static final Duration FAILED_AGAIN = Duration.ofSeconds(30);

    /** Passwords expire, and projects are deleted. */
    static final Duration PUSHED_AGAIN = Duration.ofHours(1);

    private final KubernetesClient client;
    private final String image;
    private final Clock clock;

    ExternalProbe(KubernetesClient client, String image, Clock clock) {
        this.client = client;
        this.image = image;
        this.clock = clock;
    }

    /**
     * What the newest probe tells.
     *
     * @param again when to look again although nothing will be heard
     */
    record Reading(ProbeOutcome outcome, Optional<Duration> again) {}

    /**
     * Goes on with the probe.
     *
     * @param pods Pods of the registry
     */
    Reading advance(LocalRegistry registry, Collection<Pod> pods, String inputs) {
        var there = pods.stream()
                .filter(pod ->
                        ChildMetadata.PROBE.equals(pod.getMetadata().getLabels().get(Labels.NAME)))
                .filter(pod -> Ownership.isOwn(pod, registry))
                .findFirst();
        if (there.isEmpty()) {
            create(ProbePod.of(registry, image, inputs), registry);
            return new Reading(new ProbeOutcome.Running(), Optional.empty());
        }
        var pod = there.get();
        if (pod.isMarkedForDeletion()) {
            return new Reading(new ProbeOutcome.Running(), Optional.empty());
        }
        if (!inputs.equals(pod.getMetadata().getAnnotations().get(Labels.CONFIG_HASH))) {
            client.resource(pod).delete();
            return new Reading(new ProbeOutcome.Running(), Optional.empty());
        }
        var outcome = ProbeOutcome.of(pod, registry.getSpec().external());
        return switch (outcome) {
            case ProbeOutcome.Pushed pushed -> read(pod, pushed, pushed.end().plus(PUSHED_AGAIN));
            case ProbeOutcome.Failed failed -> read(pod, failed, failed.end().plus(FAILED_AGAIN));
            case ProbeOutcome.Running running -> new Reading(running, Optional.empty());
            case ProbeOutcome.Troubled troubled -> new Reading(troubled, Optional.empty());
        };
    }

    /** The answer stands until the next one is there. */
    private Reading read(Pod pod, ProbeOutcome outcome, Instant due) {
        var wait = Duration.between(clock.instant(), due);
        if (wait.isPositive()) {
            return new Reading(outcome, Optional.of(wait));
        }
        client.resource(pod).delete();
        return new Reading(outcome, Optional.empty());
    }

    private void create(Pod pod, LocalRegistry registry) {
        try {
            client.resource(pod).create();
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
                throw e;
            }
            var taken = client.resource(pod).get();
            if (taken != null && !Ownership.isOwn(taken, registry) && !Ownership.isLeaving(taken, registry)) {
                throw new NameTakenException(taken);
            }
        }
    }
}
