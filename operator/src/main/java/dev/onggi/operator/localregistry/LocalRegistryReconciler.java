package dev.onggi.operator.localregistry;

import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.operator.OperatorConfig;
import dev.onggi.operator.event.EventRecorder;
import dev.onggi.operator.localregistry.resource.RegistryUsers;
import dev.onggi.operator.localregistry.resource.SpecValues;
import dev.onggi.operator.localregistry.storage.StorageInspector;
import dev.onggi.operator.registry.GatewayClient;
import dev.onggi.operator.registry.RegistryClient;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.reconciler.Cleaner;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.DeleteControl;
import io.javaoperatorsdk.operator.api.reconciler.ErrorStatusUpdateControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Makes what a LocalRegistry asks for: a registry with a certificate and users, nodes that pull from it, and the proof
 * that they do. Its conditions:
 *
 * <ul>
 *   <li>Ready: True when the registry serves and every node can pull (or node access is not asked for); Unknown while it
 *       gets there; False when something is wrong.
 *   <li>Reconciling: there while the operator is at work or tries again.
 *   <li>Stalled: there while a person must act: a name is taken, the claim cannot be bound or cannot grow, the CA's
 *       Secret or a certificate that somebody else made is unusable, the node agent is not installed.
 *   <li>Available: True when the registry serves with everything that it was last given, by the whole rule of {@code
 *       kubectl rollout status}; else False with the cause.
 *   <li>CertificateReady: True when the registry has the certificate that the spec asks for; False with the cause, and as
 *       a warning where the spec asks for plain HTTP.
 *   <li>StorageReady: True when the images have a place with room in it; False with the cause, also when so little room
 *       is left that new builds have to wait.
 *   <li>CertificateReady: True when the registry has a certificate.
 *   <li>NodesCanPull: True when the canary was pulled on every node, False when a node cannot, Unknown while the proof
 *       goes on and where none is asked for.
 *   <li>Published: there where the spec asks for it; True when the registry is announced to the cluster, False when
 *       another one is.
 * </ul>
 */
@ControllerConfiguration(name = "localregistry", finalizerName = "onggi.dev/localregistry", fieldManager = "onggi")
public final class LocalRegistryReconciler implements Reconciler<LocalRegistry>, Cleaner<LocalRegistry> {

    private final OperatorConfig config;
    private final EventRecorder events;
    private final KubernetesClient client;
    private final RegistryClient registryClient;
    private final Clock clock;
    private final SecureRandom random;
    private final StatusFactory statusFactory;
    private final StatusWriter statusWriter;
    private final StorageInspector storage;
    private final Housekeeping housekeeping;
    private final UpstreamSecrets upstreamSecrets;

    // made from the event sources, which the framework asks for once, before anything is reconciled
    private RegistryParts parts;

    /** A reconciler; {@code clock} decides about certificates and deadlines, {@code random} is what secrets come from. */
    public LocalRegistryReconciler(
            OperatorConfig config,
            KubernetesClient client,
            RegistryClient registryClient,
            GatewayClient gatewayClient,
            EventRecorder events,
            Clock clock,
            SecureRandom random) {
        this.config = config;
        this.events = events;
        this.client = client;
        this.registryClient = registryClient;
        this.clock = clock;
        this.random = random;
        this.statusFactory = new StatusFactory(clock);
        this.statusWriter = new StatusWriter(events);
        this.storage = new StorageInspector(client, clock);
        this.housekeeping = new Housekeeping(gatewayClient, client, clock);
        this.upstreamSecrets = new UpstreamSecrets(new NamedSecrets(client));
    }

    @Override
    public List<EventSource<?, LocalRegistry>> prepareEventSources(EventSourceContext<LocalRegistry> context) {
        parts = RegistryParts.create(context, config, client, registryClient, clock, random);
        return parts.eventSources();
    }

    @Override
    public UpdateControl<LocalRegistry> reconcile(LocalRegistry resource, Context<LocalRegistry> context) {
        var registry = begin(resource, context);
        if (SpecValues.suspended(registry)) {
            return suspended(registry, context);
        }
        if (SpecValues.isExternal(registry)) {
            return external(registry, context);
        }
        parts.certManager().reconcile(registry, children().observe(registry));
        var usersBefore = children().observe(registry).users();
        var blocked = WorkflowFailures.sort(children().reconcile(registry, context));
        var made = children().observe(registry);
        children().mounted(registry).ifPresent(hash -> parts.mounts().set(made.registryPods(), hash));
        tellOfRotation(registry, usersBefore, made.users());
        var tenants = parts.grants().reconcile(registry, made, parts.access().addresses(registry, made.service()));
        var access = parts.nodeAccess().reconcile(registry, made, context);
        var availability = RegistryAvailability.of(made.deployment(), made.registryPods());
        var image = parts.canary().advance(registry, access, made, availability, context);
        var contents = housekeeping.look(registry, made, availability);
        var observed = children().observe(registry);
        var state = new RegistryState(
                blocked.or(image::blocked).or(tenants::blocked).or(() -> upstreamSecrets.blocked(registry)),
                storage.inspect(registry, claim(registry, made), observed.registryPods()),
                contents,
                availability,
                parts.certificates().state(registry, observed),
                UsersState.of(observed.users(), tenants),
                access,
                image,
                proof(observed, access),
                parts.hosting().reconcile(registry, access, context.getPrimaryCache()));
        statusWriter.publish(registry, statusFactory.status(registry, state), context);
        return next(state, retryCanaries(registry, access, context));
    }

    /** Nothing is changed, and what is there is told of. */
    private UpdateControl<LocalRegistry> suspended(LocalRegistry registry, Context<LocalRegistry> context) {
        var there = children().observe(registry);
        var availability = SpecValues.isExternal(registry)
                ? RegistryAvailability.asBefore(registry.getStatus())
                : RegistryAvailability.of(there.deployment(), there.registryPods());
        statusWriter.publish(registry, statusFactory.suspended(registry, availability), context);
        return UpdateControl.noUpdate();
    }

    private void tellOfRotation(LocalRegistry registry, Optional<RegistryUsers> before, Optional<RegistryUsers> after) {
        UsersHappenings.between(before, after).ifPresent(happening -> events.record(registry, happening));
    }

    @Override
    public DeleteControl cleanup(LocalRegistry registry, Context<LocalRegistry> context) {
        housekeeping.forget(registry);
        parts.hosting().withdraw(registry);
        parts.nodeAccess().withdraw(registry);
        parts.grants().withdraw(registry);
        parts.certManager().withdraw(registry);
        // everything else goes by owner references
        return DeleteControl.defaultDelete();
    }

    @Override
    public ErrorStatusUpdateControl<LocalRegistry> updateErrorStatus(
            LocalRegistry resource, Context<LocalRegistry> context, Exception failure) {
        var registry =
                context.getPrimaryCache().get(ResourceID.fromResource(resource)).orElse(resource);
        var status = statusFactory.retrying(registry, FailureSummary.of(failure));
        return status.equals(registry.getStatus())
                ? ErrorStatusUpdateControl.noStatusUpdate()
                : ErrorStatusUpdateControl.patchStatus(StatusWriter.fresh(registry, status));
    }

    private UpdateControl<LocalRegistry> external(LocalRegistry registry, Context<LocalRegistry> context) {
        var result = parts.externals().reconcile(registry, context);
        parts.grants().shareAuthorities(registry, children().observe(registry).ca());
        statusWriter.publish(registry, result.status(), context);
        return again(result.again());
    }

    /** Tells at once that the resource has been seen. */
    private LocalRegistry begin(LocalRegistry resource, Context<LocalRegistry> context) {
        return resource.getStatus() == null
                ? statusWriter.publish(resource, statusFactory.initial(resource), context)
                : resource;
    }

    /** The claim that holds the images: the operator's own, or the one that the spec names. */
    private Optional<PersistentVolumeClaim> claim(LocalRegistry registry, Observation made) {
        return made.claim().or(() -> parts.existingClaims().find(registry, parts.exists()));
    }

    private NodeProof proof(Observation observed, NodeAccessState access) {
        return observed.canary()
                .map(there -> NodeProof.of(
                        there,
                        observed.canaryPods(),
                        access.trouble(config.node().namespace())))
                .orElse(NodeProof.NONE);
    }

    private RegistryChildren children() {
        return parts.children();
    }

    private Optional<Duration> retryCanaries(
            LocalRegistry registry, NodeAccessState access, Context<LocalRegistry> context) {
        return access instanceof NodeAccessState.Granted granted
                ? parts.canary()
                        .retry(children().observe(registry), granted, clock.instant(), context)
                        .lookAgain()
                : Optional.empty();
    }

    private UpdateControl<LocalRegistry> next(RegistryState state, Optional<Duration> canaries) {
        return again(Deadlines.next(state, canaries, clock.instant()));
    }

    private UpdateControl<LocalRegistry> again(Optional<Duration> deadline) {
        var control = UpdateControl.<LocalRegistry>noUpdate();
        return deadline
                // ours takes the place of the framework's, and that of a certificate lies months ahead
                .map(wait -> Collections.min(List.of(wait, config.safetyInterval())))
                .map(control::rescheduleAfter)
                .orElse(control);
    }
}
