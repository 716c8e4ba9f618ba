package dev.onggi.operator.localregistry;

import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.operator.localregistry.resource.CanaryDaemonSet;
import dev.onggi.operator.localregistry.resource.ExternalAddress;
import dev.onggi.operator.model.RegistryNames;
import dev.onggi.operator.registry.CanaryImage;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Proves that each node can pull from a registry that somebody else runs: what the probe has pushed. */
final class ExternalCanary {

    private final RegistrySources sources;
    private final String agentNamespace;
    private final Clock clock;

    ExternalCanary(RegistrySources sources, String agentNamespace, Clock clock) {
        this.sources = sources;
        this.agentNamespace = agentNamespace;
        this.clock = clock;
    }

    /** How far the proof is. */
    NodeProof prove(
            LocalRegistry registry,
            ExternalSettings settings,
            ProbeOutcome outcome,
            NodeAccessState access,
            Context<LocalRegistry> context) {
        var canary = canary(settings);
        if (access instanceof NodeAccessState.NotRequested) {
            canary.delete(registry, context);
            return NodeProof.NONE;
        }
        if (outcome instanceof ProbeOutcome.Pushed && access instanceof NodeAccessState.Granted) {
            canary.reconcile(registry, context);
        }
        return canary.cached(registry)
                .map(there -> NodeProof.of(
                        there, RegistryPods.canaries(sources, registry, there), access.trouble(agentNamespace)))
                .orElse(NodeProof.NONE);
    }

    /**
     * Replaces the Pods of the canary that would wait too long until their kubelet tries again.
     *
     * @return when to look again
     */
    Optional<Duration> retry(
            LocalRegistry registry, NodeAccessState access, ProbeOutcome outcome, Context<LocalRegistry> context) {
        if (!(access instanceof NodeAccessState.Granted granted)) {
            return Optional.empty();
        }
        var pods = sources.daemonSets().getSecondaryResources(registry).stream()
                .flatMap(canary -> RegistryPods.canaries(sources, registry, canary).stream())
                .toList();
        var retry = CanaryRetry.decide(pods, granted, pushed(outcome), clock.instant());
        retry.replace().forEach(pod -> context.getClient().resource(pod).delete());
        return retry.lookAgain();
    }

    private static Optional<Instant> pushed(ProbeOutcome outcome) {
        return outcome instanceof ProbeOutcome.Pushed pushed ? Optional.of(pushed.end()) : Optional.empty();
    }

    private ChildDependentResource<DaemonSet> canary(ExternalSettings settings) {
        return new ChildDependentResource<>(
                DaemonSet.class, "external-canary", RegistryNames::canary, sources.daemonSets(), (registry, actual) -> {
                    var external = registry.getSpec().external();
                    return CanaryDaemonSet.of(
                            registry,
                            ExternalAddress.canary(external) + "@" + new CanaryImage().digest(),
                            Optional.ofNullable(external.secretRef()).map(reference -> reference.name()),
                            settings.inputs(),
                            external.host());
                });
    }
}
