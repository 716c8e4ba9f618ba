package dev.onggi.operator.localregistry;

import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.operator.OperatorConfig;
import dev.onggi.operator.event.EventRecorder;
import dev.onggi.operator.localregistry.resource.SpecValues;
import dev.onggi.operator.metrics.Meters;
import dev.onggi.operator.registry.GatewayClient;
import dev.onggi.operator.registry.RegistryClient;
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
 * Makes what a LocalRegistry asks for: a registry with a certificate and users ({@link OwnRegistries}), or one that somebody
 * else runs ({@link ExternalRegistries}); nodes that pull from it, and the proof that they do. Its conditions:
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
 *   <li>NodesCanPull: True when the canary was pulled on every node, False when a node cannot, Unknown while the proof
 *       goes on and where none is asked for.
 *   <li>Published: there where the spec asks for it; True when the registry is announced to the cluster, False when
 *       another one is.
 * </ul>
 */
@ControllerConfiguration(name = "localregistry", finalizerName = "onggi.dev/localregistry", fieldManager = "onggi")
public final class LocalRegistryReconciler implements Reconciler<LocalRegistry>, Cleaner<LocalRegistry> {

    private final OperatorConfig config;
    private final StatusFactory statusFactory;
    private final StatusWriter statusWriter;
    private final RegistryGauges gauges;
    private final RegistryParts.Tools tools;

    // made from the event sources, which the framework asks for once, before anything is reconciled
    private RegistryParts parts;

    /** A reconciler; {@code clock} decides about certificates and deadlines, {@code random} is what secrets come from. */
    public LocalRegistryReconciler(
            OperatorConfig config,
            KubernetesClient client,
            RegistryClient registryClient,
            GatewayClient gatewayClient,
            EventRecorder events,
            Meters meters,
            Clock clock,
            SecureRandom random) {
        this.config = config;
        this.statusFactory = new StatusFactory(clock);
        this.statusWriter = new StatusWriter(events, meters, clock);
        this.gauges = new RegistryGauges(meters);
        this.tools = new RegistryParts.Tools(client, registryClient, gatewayClient, events, clock, random);
    }

    @Override
    public List<EventSource<?, LocalRegistry>> prepareEventSources(EventSourceContext<LocalRegistry> context) {
        gauges.register(context.getPrimaryCache());
        parts = RegistryParts.create(context, config, tools);
        return parts.eventSources();
    }

    @Override
    public UpdateControl<LocalRegistry> reconcile(LocalRegistry resource, Context<LocalRegistry> context) {
        var registry = begin(resource, context);
        if (SpecValues.suspended(registry)) {
            return suspended(registry, context);
        }
        var result = SpecValues.isExternal(registry)
                ? parts.externals().reconcile(registry, context)
                : parts.owns().reconcile(registry, context);
        statusWriter.publish(registry, result.status(), context);
        gauges.show();
        return again(result.again());
    }

    @Override
    public DeleteControl cleanup(LocalRegistry registry, Context<LocalRegistry> context) {
        parts.owns().withdraw(registry);
        gauges.showWithout(registry);
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

    /** Tells at once that the resource has been seen. */
    private LocalRegistry begin(LocalRegistry resource, Context<LocalRegistry> context) {
        var status = resource.getStatus();
        return status == null || status.conditions() == null
                ? statusWriter.publish(resource, statusFactory.initial(resource), context)
                : resource;
    }

    /** Nothing is changed, and what is there is told of. */
    private UpdateControl<LocalRegistry> suspended(LocalRegistry registry, Context<LocalRegistry> context) {
        var availability = SpecValues.isExternal(registry)
                ? RegistryAvailability.asBefore(registry.getStatus())
                : parts.owns().availability(registry);
        statusWriter.publish(registry, statusFactory.suspended(registry, availability), context);
        gauges.show();
        return UpdateControl.noUpdate();
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
