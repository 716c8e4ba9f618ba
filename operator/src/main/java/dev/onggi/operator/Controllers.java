package dev.onggi.operator;

import dev.onggi.api.v1alpha1.ImageBuild;
import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.operator.event.EventRecorder;
import dev.onggi.operator.imagebuild.ImageBuildReconciler;
import dev.onggi.operator.localregistry.LocalRegistryReconciler;
import dev.onggi.operator.metrics.Meters;
import dev.onggi.operator.metrics.ReconcileMetrics;
import dev.onggi.operator.model.WatchedNamespaces;
import dev.onggi.operator.registry.GatewayClient;
import dev.onggi.operator.registry.RegistryClient;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.config.ControllerConfigurationOverrider;
import io.javaoperatorsdk.operator.processing.retry.GenericRetry;
import io.micrometer.core.instrument.MeterRegistry;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import org.jboss.logging.Logger;

/** Puts the two controllers into the framework's operator. The product and its integration tests do it here alike. */
public final class Controllers {

    /** Reconciliations wait for the API server most of the time; the framework's 50 cost memory and gain nothing. */
    private static final int THREADS = 8;

    private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
    private static final long LONGEST_RETRY_MILLIS = Duration.ofMinutes(1).toMillis();
    private static final double RETRY_GROWTH = 2;

    private static final Logger LOG = Logger.getLogger(Controllers.class);

    private Controllers() {}

    /** An operator with both controllers, which is yet to be started. It does not close the client. */
    public static Operator operator(
            OperatorConfig config,
            KubernetesClient client,
            RegistryClient registryClient,
            GatewayClient gatewayClient,
            MeterRegistry meterRegistry,
            Clock clock) {
        var meters = new Meters(meterRegistry);
        var watched = WatchedNamespaces.of(config.watchNamespaces());
        LOG.infof("looks after %s", watched);
        // else the client reads each of their events twice: into a generic resource, and from that into these classes
        client.getKubernetesSerialization().registerKubernetesResource(ImageBuild.class);
        client.getKubernetesSerialization().registerKubernetesResource(LocalRegistry.class);
        var operator = new Operator(overrider -> overrider
                .withKubernetesClient(client)
                .withCloseClientOnStop(false)
                .withMetrics(new ReconcileMetrics(meters))
                .withConcurrentReconciliationThreads(THREADS)
                .withConcurrentWorkflowExecutorThreads(THREADS));
        var events = new EventRecorder(client, clock, config.instance());
        operator.register(
                new LocalRegistryReconciler(
                        config, client, registryClient, gatewayClient, events, meters, clock, new SecureRandom()),
                overrider -> configure(overrider, config, watched));
        operator.register(
                new ImageBuildReconciler(config, client, registryClient, events, meters, clock),
                overrider -> configure(overrider, config, watched));
        return operator;
    }

    /** Errors are tried again for ever, with a pause that grows; and nothing is forgotten that no event told of. */
    private static void configure(
            ControllerConfigurationOverrider<?> controller, OperatorConfig config, WatchedNamespaces watched) {
        if (!watched.all()) {
            // every informer of the controller takes them over that names none of its own
            controller.settingNamespaces(watched.names());
        }
        controller
                .withReconciliationMaxInterval(config.safetyInterval())
                .withRetry(new GenericRetry()
                        .withoutMaxAttempts()
                        .setInitialInterval(FIRST_RETRY)
                        .setIntervalMultiplier(RETRY_GROWTH)
                        .setMaxInterval(LONGEST_RETRY_MILLIS));
    }
}
