package dev.onggi.operator;

import dev.onggi.operator.event.EventRecorder;
import dev.onggi.operator.imagebuild.ImageBuildReconciler;
import dev.onggi.operator.localregistry.LocalRegistryReconciler;
import dev.onggi.operator.registry.HttpRegistryClient;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.config.ControllerConfigurationOverrider;
import io.javaoperatorsdk.operator.processing.retry.GenericRetry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;

/** Starts the two controllers with the application, and stops them with it. */
@ApplicationScoped
public class Onggi {

    private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
    private static final long LONGEST_RETRY_MILLIS = Duration.ofMinutes(1).toMillis();
    private static final double RETRY_GROWTH = 2;

    private final OperatorConfig config;
    private final KubernetesClient client;
    private final Operator operator;

    Onggi(OperatorConfig config, KubernetesClient client) {
        this.config = config;
        this.client = client;
        this.operator =
                new Operator(overrider -> overrider.withKubernetesClient(client).withCloseClientOnStop(false));
    }

    void start(@Observes StartupEvent started) {
        var clock = Clock.systemUTC();
        var events = new EventRecorder(client, clock, config.instance());
        var registryClient = new HttpRegistryClient();
        operator.register(
                new LocalRegistryReconciler(config, client, registryClient, events, clock, new SecureRandom()),
                this::configure);
        operator.register(new ImageBuildReconciler(config, client, registryClient, events, clock), this::configure);
        operator.start();
    }

    void stop(@Observes ShutdownEvent stopped) {
        operator.stop();
    }

    /** Whether the controllers run and their informers see the cluster. */
    boolean isHealthy() {
        return operator.getRuntimeInfo().isStarted()
                && operator.getRuntimeInfo().allEventSourcesAreHealthy();
    }

    /** Errors are tried again for ever, with a pause that grows; and nothing is forgotten that no event told of. */
    private void configure(ControllerConfigurationOverrider<?> controller) {
        controller
                .withReconciliationMaxInterval(config.safetyInterval())
                .withRetry(new GenericRetry()
                        .withoutMaxAttempts()
                        .setInitialInterval(FIRST_RETRY)
                        .setIntervalMultiplier(RETRY_GROWTH)
                        .setMaxInterval(LONGEST_RETRY_MILLIS));
    }
}
