package dev.onggi.operator.localregistry;

import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.operator.status.Conditions;
import dev.onggi.operator.status.Summary;
import io.fabric8.kubernetes.api.model.Pod;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A registry that somebody else runs: nothing is made but what proves that it can be pushed to and pulled from, and what
 * lets builds and nodes trust it.
 */
final class ExternalRegistries {

    private final NamedSecrets secrets;
    private final ExternalAuthority authority;
    private final InformerEventSource<Pod, LocalRegistry> pods;
    private final ExternalProbe probe;
    private final ExternalNodeAccess nodes;
    private final ExternalCanary canary;
    private final Hosting hosting;
    private final ExternalStatusFactory status;

    ExternalRegistries(
            NamedSecrets secrets,
            ExternalAuthority authority,
            InformerEventSource<Pod, LocalRegistry> pods,
            ExternalProbe probe,
            ExternalNodeAccess nodes,
            ExternalCanary canary,
            Hosting hosting,
            Clock clock) {
        this.secrets = secrets;
        this.authority = authority;
        this.pods = pods;
        this.probe = probe;
        this.nodes = nodes;
        this.canary = canary;
        this.hosting = hosting;
        this.status = new ExternalStatusFactory(clock);
    }

    /** Goes on as far as it can now. */
    ReconcileResult reconcile(LocalRegistry registry, Context<LocalRegistry> context) {
        var settings = ExternalSettings.of(registry, secrets);
        if (settings.blocked().isPresent()) {
            return blocked(registry, settings.blocked().get(), context);
        }
        try {
            var taken = authority.share(registry, settings.ca(), context);
            var reading = probe.advance(registry, pods.getSecondaryResources(registry), settings.inputs());
            var access = nodes.reconcile(registry, settings);
            var proof = canary.prove(registry, settings, reading.outcome(), access, context);
            var canaries = canary.retry(registry, access, reading.outcome(), context);
            var announced = hosting.reconcile(registry, access, context.getPrimaryCache());
            var blocked = taken.or(() -> person(reading.outcome()));
            var state = new ExternalState(blocked, availability(registry, reading.outcome()), access, proof, announced);
            return new ReconcileResult(
                    status.status(registry, state),
                    Stream.of(reading.again(), canaries, blocked.map(stalled -> Deadlines.BLOCKED_AGAIN))
                            .flatMap(Optional::stream)
                            .min(Duration::compareTo));
        } catch (NameTakenException e) {
            var cause = new Summary.Stalled(LocalRegistryReasons.NAME_TAKEN, e.getMessage());
            return blocked(registry, cause, context);
        }
    }

    private ReconcileResult blocked(LocalRegistry registry, Summary.Stalled cause, Context<LocalRegistry> context) {
        var announced = hosting.reconcile(registry, new NodeAccessState.Waiting(), context.getPrimaryCache());
        return new ReconcileResult(
                status.status(registry, ExternalState.blocked(cause, announced)), Optional.of(Deadlines.BLOCKED_AGAIN));
    }

    private static Optional<Summary.Stalled> person(ProbeOutcome outcome) {
        return outcome instanceof ProbeOutcome.Failed failed && failed.person()
                ? Optional.of(new Summary.Stalled(failed.reason(), failed.message()))
                : Optional.empty();
    }

    private static RegistryAvailability availability(LocalRegistry registry, ProbeOutcome outcome) {
        return switch (outcome) {
            case ProbeOutcome.Pushed pushed -> new RegistryAvailability.Serving();
            // the answer before this one stands until then
            case ProbeOutcome.Running running ->
                wasAvailable(registry)
                        ? new RegistryAvailability.Serving()
                        : new RegistryAvailability.Starting("a probe pushes to the registry");
            case ProbeOutcome.Troubled troubled ->
                new RegistryAvailability.Broken(troubled.reason(), troubled.message());
            case ProbeOutcome.Failed failed -> new RegistryAvailability.Broken(failed.reason(), failed.message());
        };
    }

    private static boolean wasAvailable(LocalRegistry registry) {
        var before = registry.getStatus();
        return before != null
                && registry.getMetadata().getGeneration().equals(before.observedGeneration())
                && Conditions.isTrue(before.conditions(), LocalRegistryConditions.AVAILABLE);
    }
}
