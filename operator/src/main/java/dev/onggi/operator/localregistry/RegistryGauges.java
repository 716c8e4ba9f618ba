package dev.onggi.operator.localregistry;

import dev.onggi.api.v1alpha1.Condition;
import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.api.v1alpha1.LocalRegistryStatus;
import dev.onggi.api.v1alpha1.LocalRegistryStatus.Nodes;
import dev.onggi.operator.metrics.Meters;
import dev.onggi.operator.metrics.Meters.Row;
import dev.onggi.operator.metrics.Metric;
import dev.onggi.operator.metrics.ResourceState;
import io.fabric8.kubernetes.api.model.Quantity;
import io.javaoperatorsdk.operator.api.reconciler.ResourceCache;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Numbers of LocalRegistries in this moment, as their statuses have them. */
final class RegistryGauges {

    private final Meters meters;
    private ResourceCache<LocalRegistry> cache;

    RegistryGauges(Meters meters) {
        this.meters = meters;
    }

    /** Where the resources are; asked for once, before anything is reconciled. */
    void register(ResourceCache<LocalRegistry> resources) {
        cache = resources;
        for (var state : ResourceState.values()) {
            meters.gauge(
                    Metric.RESOURCES,
                    () -> resources
                            .list(one -> ResourceState.of(conditions(one)) == state)
                            .count(),
                    "LocalRegistry",
                    state.label());
        }
    }

    /** Shows what all of them say now. */
    void show() {
        show(cache.list().toList());
    }

    /** Shows all but one that is being deleted. */
    void showWithout(LocalRegistry gone) {
        show(cache.list(other -> !Objects.equals(
                        other.getMetadata().getUid(), gone.getMetadata().getUid()))
                .toList());
    }

    /** One at a time: two that took place of each other's rows would leave half of each. */
    private synchronized void show(List<LocalRegistry> registries) {
        replace(
                Metric.STORAGE_USED,
                registries,
                status -> bytes(status.storage(), LocalRegistryStatus.StorageUse::used));
        replace(
                Metric.STORAGE_CAPACITY,
                registries,
                status -> bytes(status.storage(), LocalRegistryStatus.StorageUse::capacity));
        replace(
                Metric.REPOSITORIES,
                registries,
                status -> Optional.ofNullable(status.images()).map(LocalRegistryStatus.Images::repositories));
        replace(
                Metric.TAGS,
                registries,
                status -> Optional.ofNullable(status.images()).map(LocalRegistryStatus.Images::tags));
        replace(
                Metric.CERTIFICATE_EXPIRY,
                registries,
                status -> Optional.ofNullable(status.certificate())
                        .map(LocalRegistryStatus.Certificate::notAfter)
                        .map(time -> Instant.parse(time).getEpochSecond()));
        meters.replace(
                Metric.NODES, registries.stream().flatMap(RegistryGauges::nodes).toList());
    }

    private void replace(
            Metric metric,
            List<LocalRegistry> registries,
            Function<LocalRegistryStatus, Optional<? extends Number>> value) {
        meters.replace(
                metric,
                registries.stream()
                        .flatMap(registry -> Optional.ofNullable(registry.getStatus())
                                .flatMap(value::apply)
                                .map(number -> new Row(number.doubleValue(), identity(registry)))
                                .stream())
                        .toList());
    }

    private static Optional<Double> bytes(
            LocalRegistryStatus.StorageUse use, Function<LocalRegistryStatus.StorageUse, String> field) {
        return Optional.ofNullable(use)
                .map(field)
                .map(text -> Quantity.getAmountInBytes(new Quantity(text)).doubleValue());
    }

    private static Stream<Row> nodes(LocalRegistry registry) {
        var nodes = registry.getStatus() == null ? null : registry.getStatus().nodes();
        if (nodes == null || nodes.total() == null) {
            return Stream.empty();
        }
        int ready = Objects.requireNonNullElse(nodes.ready(), 0);
        int failing = failing(nodes);
        return Stream.of(
                node(registry, ready, "yes"),
                node(registry, failing, "no"),
                node(registry, Math.max(0, nodes.total() - ready - failing), "unknown"));
    }

    private static int failing(Nodes nodes) {
        return nodes.failing() == null ? 0 : nodes.failing().size();
    }

    private static Row node(LocalRegistry registry, int count, String canPull) {
        return new Row(
                count,
                Stream.concat(identity(registry).stream(), Stream.of(canPull)).toList());
    }

    private static List<String> identity(LocalRegistry registry) {
        return List.of(
                registry.getMetadata().getNamespace(), registry.getMetadata().getName());
    }

    private static List<Condition> conditions(LocalRegistry registry) {
        return registry.getStatus() == null ? null : registry.getStatus().conditions();
    }
}
