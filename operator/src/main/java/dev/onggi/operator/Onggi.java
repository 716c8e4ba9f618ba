package dev.onggi.operator;

import dev.onggi.operator.registry.HttpGatewayClient;
import dev.onggi.operator.registry.HttpRegistryClient;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.Operator;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;

/** Starts the two controllers with the application, and stops them with it. */
@ApplicationScoped
public class Onggi {

    private final Operator operator;

    Onggi(OperatorConfig config, KubernetesClient client, MeterRegistry meters) {
        this.operator = Controllers.operator(
                config, client, new HttpRegistryClient(), new HttpGatewayClient(), meters, Clock.systemUTC());
    }

    void start(@Observes StartupEvent started) {
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
}
