package dev.onggi.operator.localregistry;

import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.operator.event.EventRecorder;
import dev.onggi.operator.localregistry.resource.RegistryUsers;
import dev.onggi.operator.localregistry.storage.ExistingClaims;
import dev.onggi.operator.localregistry.storage.StorageInspector;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A registry that the operator runs: its objects, its certificate and users, what other namespaces get of it, how nodes pull
 * from it and that they do, and its storage.
 *
 * @param mounts the annotation of the registry's Pod: hash of the users and the certificate that it shall have
 * @param agentNamespace namespace of the node agents
 * @param exists whether there still is a LocalRegistry
 */
record OwnRegistries(
        RegistryChildren children,
        ExistingClaims existingClaims,
        CertManager certManager,
        RegistryCertificates certificates,
        TenantGrants grants,
        PodAnnotation mounts,
        AccessPlanner access,
        NodeAccess nodeAccess,
        Hosting hosting,
        CanaryProof canary,
        UpstreamSecrets upstreamSecrets,
        StorageInspector storage,
        Housekeeping housekeeping,
        EventRecorder events,
        String agentNamespace,
        Predicate<ResourceID> exists,
        Clock clock) {

    /** Goes on as far as it can now. */
    ReconcileResult reconcile(LocalRegistry registry, Context<LocalRegistry> context) {
        certManager.reconcile(registry, children.observe(registry));
        var usersBefore = children.observe(registry).users();
        var blocked = WorkflowFailures.sort(children.reconcile(registry, context));
        var made = children.observe(registry);
        children.mounted(registry).ifPresent(hash -> mounts.set(made.registryPods(), hash));
        tellOfRotation(registry, usersBefore, made.users());
        var tenants = grants.reconcile(registry, made, access.addresses(registry, made.service()));
        var nodes = nodeAccess.reconcile(registry, made, context);
        var availability = RegistryAvailability.of(made.deployment(), made.registryPods());
        var image = canary.advance(registry, nodes, made, availability, context);
        var contents = housekeeping.look(registry, made, availability);
        var observed = children.observe(registry);
        var state = new RegistryState(
                blocked.or(image::blocked).or(tenants::blocked).or(() -> upstreamSecrets.blocked(registry)),
                storage.inspect(registry, claim(registry, made), observed.registryPods()),
                contents,
                availability,
                certificates.state(registry, observed),
                UsersState.of(observed.users(), tenants),
                nodes,
                image,
                proof(observed, nodes),
                hosting.reconcile(registry, nodes, context.getPrimaryCache()));
        var canaries = retryCanaries(registry, nodes, context);
        return new ReconcileResult(
                new StatusFactory(clock).status(registry, state), Deadlines.next(state, canaries, clock.instant()));
    }

    /** Takes back what no owner reference takes along. */
    void withdraw(LocalRegistry registry) {
        housekeeping.forget(registry);
        hosting.withdraw(registry);
        nodeAccess.withdraw(registry);
        grants.withdraw(registry);
        certManager.withdraw(registry);
    }

    /** How it stands with a registry that is left alone. */
    RegistryAvailability availability(LocalRegistry registry) {
        var there = children.observe(registry);
        return RegistryAvailability.of(there.deployment(), there.registryPods());
    }

    private void tellOfRotation(LocalRegistry registry, Optional<RegistryUsers> before, Optional<RegistryUsers> after) {
        UsersHappenings.between(before, after).ifPresent(happening -> events.record(registry, happening));
    }

    /** The claim that holds the images: the operator's own, or the one that the spec names. */
    private Optional<PersistentVolumeClaim> claim(LocalRegistry registry, Observation made) {
        return made.claim().or(() -> existingClaims.find(registry, exists));
    }

    private NodeProof proof(Observation observed, NodeAccessState nodes) {
        return observed.canary()
                .map(there -> NodeProof.of(there, observed.canaryPods(), nodes.trouble(agentNamespace)))
                .orElse(NodeProof.NONE);
    }

    private Optional<Duration> retryCanaries(
            LocalRegistry registry, NodeAccessState nodes, Context<LocalRegistry> context) {
        return nodes instanceof NodeAccessState.Granted granted
                ? canary.retry(children.observe(registry), granted, clock.instant(), context)
                        .lookAgain()
                : Optional.empty();
    }
}
