package dev.onggi.operator.localregistry;

import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.api.v1alpha1.LocalRegistryStatus;
import dev.onggi.operator.localregistry.resource.CanaryDaemonSet;
import dev.onggi.operator.localregistry.resource.ExternalAddress;
import dev.onggi.operator.localregistry.resource.ExternalCa;
import dev.onggi.operator.localregistry.resource.ExternalNodeFiles;
import dev.onggi.operator.localregistry.resource.SpecValues;
import dev.onggi.operator.model.RegistryNames;
import dev.onggi.operator.registry.CanaryImage;
import dev.onggi.operator.status.Conditions;
import dev.onggi.operator.status.Summary;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A registry that somebody else runs: nothing is made but what proves that it can be pushed to and pulled from, and what
 * lets nodes trust it.
 */
final class ExternalRegistries {

    private final RegistrySources sources;
    private final NamedSecrets secrets;
    private final ExternalProbe probe;
    private final NodeAccess nodes;
    private final String agentNamespace;
    private final ExternalStatusFactory status;
    private final Clock clock;

    ExternalRegistries(
            RegistrySources sources,
            NamedSecrets secrets,
            ExternalProbe probe,
            NodeAccess nodes,
            String agentNamespace,
            Clock clock) {
        this.sources = sources;
        this.secrets = secrets;
        this.probe = probe;
        this.nodes = nodes;
        this.agentNamespace = agentNamespace;
        this.status = new ExternalStatusFactory(clock);
        this.clock = clock;
    }

    /**
     * What a reconciliation came to.
     *
     * @param again when to look again although nothing will be heard
     */
    record Result(LocalRegistryStatus status, Optional<Duration> again) {}

    /** Goes on as far as it can now. */
    Result reconcile(LocalRegistry registry, Context<LocalRegistry> context) {
        var settings = ExternalSettings.of(registry, secrets);
        if (settings.blocked().isPresent()) {
            return blocked(registry, settings.blocked().get());
        }
        try {
            settings.ca().ifPresent(ca -> ca(ca).reconcile(registry, context));
            var pods = sources.pods().getSecondaryResources(registry);
            var reading = probe.advance(registry, pods, settings.inputs());
            var access = access(registry, settings);
            var proof = proof(registry, settings, reading.outcome(), access, context);
            var canaries = retry(registry, access, reading.outcome(), context);
            var state = state(registry, reading.outcome(), access, proof);
            return new Result(
                    status.status(registry, state),
                    Stream.of(reading.again(), canaries, state.blocked().map(stalled -> Deadlines.BLOCKED_AGAIN))
                            .flatMap(Optional::stream)
                            .min(Duration::compareTo));
        } catch (NameTakenException e) {
            return blocked(registry, new Summary.Stalled(LocalRegistryReasons.NAME_TAKEN, e.getMessage()));
        }
    }

    private Result blocked(LocalRegistry registry, Summary.Stalled cause) {
        var state = new ExternalState(
                Optional.of(cause),
                new RegistryAvailability.Broken(cause.reason(), cause.message()),
                new NodeAccessState.Waiting(),
                NodeProof.NONE);
        return new Result(status.status(registry, state), Optional.of(Deadlines.BLOCKED_AGAIN));
    }

    private static ExternalState state(
            LocalRegistry registry, ProbeOutcome outcome, NodeAccessState access, NodeProof proof) {
        return switch (outcome) {
            case ProbeOutcome.Pushed pushed ->
                new ExternalState(Optional.empty(), new RegistryAvailability.Serving(), access, proof);
            case ProbeOutcome.Running running ->
                new ExternalState(
                        Optional.empty(),
                        // the answer before this one stands until then
                        wasAvailable(registry)
                                ? new RegistryAvailability.Serving()
                                : new RegistryAvailability.Starting("a probe pushes to the registry"),
                        access,
                        proof);
            case ProbeOutcome.Troubled troubled ->
                new ExternalState(
                        Optional.empty(),
                        new RegistryAvailability.Broken(troubled.reason(), troubled.message()),
                        access,
                        proof);
            case ProbeOutcome.Failed failed ->
                new ExternalState(
                        failed.person()
                                ? Optional.of(new Summary.Stalled(failed.reason(), failed.message()))
                                : Optional.empty(),
                        new RegistryAvailability.Broken(failed.reason(), failed.message()),
                        access,
                        proof);
        };
    }

    private static boolean wasAvailable(LocalRegistry registry) {
        var before = registry.getStatus();
        return before != null
                && registry.getMetadata().getGeneration().equals(before.observedGeneration())
                && Conditions.isTrue(before.conditions(), LocalRegistryConditions.AVAILABLE);
    }

    /** Where another LocalRegistry tells nodes of the same host the same, there is nothing to add. */
    private NodeAccessState access(LocalRegistry registry, ExternalSettings settings) {
        if (!SpecValues.nodeAccessWanted(registry)) {
            nodes.withdraw(registry);
            return new NodeAccessState.NotRequested();
        }
        var files = ExternalNodeFiles.of(registry, settings.ca());
        var others = files.keySet().stream()
                .filter(key -> key.endsWith(".hosts.toml"))
                .flatMap(key -> nodes.told(key).stream())
                .filter(text -> !text.contains(registry.getMetadata().getUid()))
                .findFirst();
        if (others.isPresent()) {
            requireAlike(registry, settings, files);
        }
        var host = registry.getSpec().external().host();
        return nodes.tellOfExternal(registry, host, others.isPresent() ? Map.of() : files);
    }

    private void requireAlike(LocalRegistry registry, ExternalSettings settings, Map<String, String> files) {
        var differs = files.keySet().stream()
                .filter(key -> key.endsWith(".ca.crt"))
                .flatMap(key -> nodes.told(key).stream())
                .anyMatch(ca -> !ca.equals(settings.ca().orElse("")));
        if (differs) {
            throw new NameTakenException(
                    "another LocalRegistry tells nodes another CA for %s; give both of them the same one in spec.external.caRef"
                            .formatted(registry.getSpec().external().host()));
        }
    }

    private NodeProof proof(
            LocalRegistry registry,
            ExternalSettings settings,
            ProbeOutcome outcome,
            NodeAccessState access,
            Context<LocalRegistry> context) {
        if (access instanceof NodeAccessState.NotRequested) {
            canary(settings).delete(registry, context);
            return NodeProof.NONE;
        }
        if (outcome instanceof ProbeOutcome.Pushed && access instanceof NodeAccessState.Granted) {
            canary(settings).reconcile(registry, context);
        }
        return canary(settings)
                .cached(registry)
                .map(there -> NodeProof.of(
                        there, RegistryPods.canaries(sources, registry, there), access.trouble(agentNamespace)))
                .orElse(NodeProof.NONE);
    }

    private Optional<Duration> retry(
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

    private ChildDependentResource<Secret> ca(String ca) {
        return new ChildDependentResource<>(
                Secret.class,
                "external-ca",
                RegistryNames::caSecret,
                sources.secrets(),
                (registry, actual) -> ExternalCa.of(registry, ca));
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
