package dev.onggi.operator.localregistry;

import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.operator.localregistry.resource.CanaryDaemonSet;
import dev.onggi.operator.registry.CanaryImage;
import dev.onggi.operator.registry.RegistryClient;
import dev.onggi.operator.registry.RegistryException;
import io.fabric8.kubernetes.api.model.Pod;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Puts the canary's image into a registry that serves, and then the canary onto the nodes. */
final class CanaryProof {

    private static final Logger LOG = Logger.getLogger(CanaryProof.class);

    /** How long kube-proxy may take until the Service leads to a Pod that has become ready. */
    private static final Duration SERVICE_GRACE = Duration.ofSeconds(10);

    private final RegistryChildren children;
    private final RegistryClient client;
    private final Clock clock;
    private final CanaryImage image = new CanaryImage();

    CanaryProof(RegistryChildren children, RegistryClient client, Clock clock) {
        this.children = children;
        this.client = client;
        this.clock = clock;
    }

    /**
     * Goes on with the proof as far as it can now. It waits for a registry that serves with everything that it was last
     * given: a node that pulls while it is being replaced would prove nothing, and then wait before it tries again.
     */
    CanaryImageState advance(
            LocalRegistry registry,
            NodeAccessState access,
            Observation observed,
            RegistryAvailability availability,
            Context<LocalRegistry> context) {
        if (access instanceof NodeAccessState.NotRequested || access instanceof NodeAccessState.Unsupported) {
            children.canary("", image.digest(), "").delete(registry, context);
            return new CanaryImageState.Waiting();
        }
        if (access instanceof NodeAccessState.Waiting) {
            return new CanaryImageState.Waiting();
        }
        var pod = observed.servingPod();
        var endpoint = RegistryEndpoints.ofAdmin(registry, observed);
        if (!(availability instanceof RegistryAvailability.Serving) || pod.isEmpty() || endpoint.isEmpty()) {
            return new CanaryImageState.Waiting();
        }
        try {
            var uid = pod.get().getMetadata().getUid();
            if (!uid.equals(knownPod(observed))) {
                // another Pod may have another disk: an emptyDir starts without images
                image.pushTo(client, endpoint.get());
            }
            children.canary(access.pullAddress(registry), image.digest(), uid).reconcile(registry, context);
            return new CanaryImageState.InRegistry();
        } catch (NameTakenException e) {
            return new CanaryImageState.NameTaken(e.getMessage());
        } catch (RegistryException e) {
            LOG.infof(
                    "canary not pushed: namespace=%s name=%s cause=%s",
                    registry.getMetadata().getNamespace(),
                    registry.getMetadata().getName(),
                    e.getMessage());
            var justReady = readySince(pod.get())
                    .filter(since -> Duration.between(since, clock.instant()).compareTo(SERVICE_GRACE) < 0)
                    .isPresent();
            return justReady ? new CanaryImageState.NotYetPushed() : new CanaryImageState.NotPushed(e.getMessage());
        }
    }

    /** Replaces canaries that would wait for minutes although what kept them from pulling has been put right. */
    CanaryRetry retry(
            Observation observed, NodeAccessState.Granted access, Instant now, Context<LocalRegistry> context) {
        var retry = CanaryRetry.decide(
                observed.canaryPods(), access, observed.servingPod().flatMap(CanaryProof::readySince), now);
        for (var pod : retry.replace()) {
            context.getClient().resource(pod).delete();
        }
        return retry;
    }

    private static String knownPod(Observation observed) {
        return observed.canary()
                .map(canary -> canary.getMetadata().getAnnotations().get(CanaryDaemonSet.IMAGE_IN))
                .orElse(null);
    }

    private static Optional<Instant> readySince(Pod pod) {
        return pod.getStatus().getConditions().stream()
                .filter(condition -> condition.getType().equals("Ready"))
                .map(condition -> Instant.parse(condition.getLastTransitionTime()))
                .findFirst();
    }
}
