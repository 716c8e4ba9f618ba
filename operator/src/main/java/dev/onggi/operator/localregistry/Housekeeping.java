package dev.onggi.operator.localregistry;

import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.operator.localregistry.retention.ClusterImages;
import dev.onggi.operator.localregistry.retention.RegistryHosts;
import dev.onggi.operator.localregistry.retention.Retention;
import dev.onggi.operator.localregistry.storage.StorageMonitor;
import dev.onggi.operator.localregistry.storage.StorageReading;
import dev.onggi.operator.registry.GatewayClient;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/** Keeps a registry's storage in view, and has its garbage collected. */
final class Housekeeping {

    private final StorageMonitor monitor;
    private final Retention retention;

    Housekeeping(GatewayClient gateway, KubernetesClient client, Clock clock) {
        this.monitor = new StorageMonitor(gateway, clock);
        this.retention = new Retention(gateway, new ClusterImages(client), clock);
    }

    /** Looks after a registry; of one that does not serve, what is known stands. */
    RegistryContents look(LocalRegistry registry, Observation observed, RegistryAvailability availability) {
        var endpoint = Optional.of(availability)
                .filter(RegistryAvailability.Serving.class::isInstance)
                .flatMap(serving -> RegistryEndpoints.ofAdmin(registry, observed));
        if (endpoint.isEmpty()) {
            monitor.forget(registry);
        }
        var reading = endpoint.map(there -> monitor.read(registry, there))
                .orElseGet(() -> StorageReading.known(registry.getStatus()));
        var hosts = RegistryHosts.of(registry, observed.clusterIp().orElse(""));
        var before = Optional.ofNullable(registry.getStatus()).map(status -> status.lastGarbageCollection());
        var state = retention.advance(registry, endpoint, hosts, reading.usedPercent());
        if (!before.equals(Optional.ofNullable(state.last()))) {
            monitor.askSoon(registry);
        }
        var storage = endpoint.map(there -> monitor.untilNext(registry));
        var lookAgain =
                Stream.of(storage, state.lookAgain()).flatMap(Optional::stream).min(Duration::compareTo);
        return new RegistryContents(reading, state, lookAgain);
    }

    /** Of a registry that is gone nothing is remembered. */
    void forget(LocalRegistry registry) {
        monitor.forget(registry);
    }
}
