package dev.onggi.testbed;

import dev.onggi.api.v1alpha1.Condition;
import dev.onggi.api.v1alpha1.ImageBuild;
import dev.onggi.api.v1alpha1.ImageBuildStatus;
import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.api.v1alpha1.LocalRegistryStatus;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClientTimeoutException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Waits until a resource of Onggi is Ready, and tells every change of its conditions on the way. */
public final class ReadyWait {

    private final TestCluster cluster;
    private final Consumer<String> log;

    /** @param log gets a line for every change of a condition */
    public ReadyWait(TestCluster cluster, Consumer<String> log) {
        this.cluster = cluster;
        this.log = log;
    }

    /**
     * Waits until the newest generation of the resource is Ready.
     *
     * @throws IllegalStateException when it is Stalled or the time is over; the message has what Ready says
     */
    public <T extends CustomResource<?, ?>> T await(Class<T> kind, String namespace, String name, Duration patience) {
        var told = new HashSet<String>();
        var client = cluster.client().resources(kind).inNamespace(namespace).withName(name);
        T resource;
        try {
            resource = client.waitUntilCondition(
                    seen -> {
                        tell(seen, told);
                        return is(seen, "Ready") || is(seen, "Stalled");
                    },
                    patience.toMillis(),
                    TimeUnit.MILLISECONDS);
        } catch (KubernetesClientTimeoutException e) {
            throw failure(kind, name, "is not Ready after " + patience.toSeconds() + " s", client.get(), e);
        }
        if (!is(resource, "Ready")) {
            throw failure(kind, name, "is Stalled", resource, null);
        }
        return resource;
    }

    private static IllegalStateException failure(
            Class<?> kind, String name, String what, HasMetadata resource, Exception cause) {
        var ready = conditions(resource).stream()
                .filter(condition -> condition.type().equals("Ready"))
                .map(condition -> condition.reason() + ": " + condition.message())
                .findFirst()
                .orElse("it has no status");
        return new IllegalStateException("%s %s %s. %s".formatted(kind.getSimpleName(), name, what, ready), cause);
    }

    private void tell(HasMetadata resource, Set<String> told) {
        for (var condition : conditions(resource)) {
            var line = "%s %s: %s=%s %s: %s"
                    .formatted(
                            resource.getKind(),
                            resource.getMetadata().getName(),
                            condition.type(),
                            condition.status(),
                            condition.reason(),
                            condition.message());
            if (isNewest(condition, resource) && told.add(line)) {
                log.accept(line);
            }
        }
    }

    private static boolean isNewest(Condition condition, HasMetadata resource) {
        return Objects.equals(
                condition.observedGeneration(), resource.getMetadata().getGeneration());
    }

    /** Whether a condition is True of the newest generation. */
    static boolean is(HasMetadata resource, String type) {
        return conditions(resource).stream()
                .filter(condition -> condition.type().equals(type))
                .anyMatch(condition -> condition.status().equals("True") && isNewest(condition, resource));
    }

    /** None as long as there is no status, or no resource. */
    static List<Condition> conditions(HasMetadata resource) {
        var conditions = switch (resource) {
            case LocalRegistry registry ->
                Optional.ofNullable(registry.getStatus()).map(LocalRegistryStatus::conditions);
            case ImageBuild build -> Optional.ofNullable(build.getStatus()).map(ImageBuildStatus::conditions);
            case null, default -> Optional.<List<Condition>>empty();
        };
        return conditions.orElse(List.of());
    }
}
