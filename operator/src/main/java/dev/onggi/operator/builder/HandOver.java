package dev.onggi.operator.builder;

import dev.onggi.api.v1alpha1.ImageBuild;
import dev.onggi.operator.builder.api.BuildKey;
import dev.onggi.operator.builder.resource.BuilderMetadata;
import dev.onggi.operator.imagebuild.resource.BuildPlan;
import dev.onggi.operator.localregistry.resource.SecretData;
import dev.onggi.operator.model.Labels;
import dev.onggi.operator.rollout.PodTrouble;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;

/** Hands builds over to the builder of their namespace, in whatever state that is. */
final class HandOver {

    /** How long a Pod may take to start before somebody looks for the cause. */
    private static final Duration START_GRACE = Duration.ofSeconds(8);

    private final KubernetesClient client;
    private final BuilderCache cache;
    private final BuilderObjects objects;
    private final BuilderConnections connections;
    private final Clock clock;

    HandOver(
            KubernetesClient client,
            BuilderCache cache,
            BuilderObjects objects,
            BuilderConnections connections,
            Clock clock) {
        this.client = client;
        this.cache = cache;
        this.objects = objects;
        this.connections = connections;
        this.clock = clock;
    }

    /**
     * Hands a build over, for which the builder is started where it is not there.
     *
     * @param users the ImageBuilds that share the builder
     */
    Handing hand(BuildPlan plan, Collection<ImageBuild> users, int number, int attempt) {
        var namespace = plan.imageBuild().getMetadata().getNamespace();
        var desired = objects.desired(namespace, plan.registry(), users, cache.claim(namespace));
        var there = cache.pod(namespace);
        if (there.isEmpty()
                && cache.claim(namespace)
                        .filter(HasMetadata::isMarkedForDeletion)
                        .isPresent()) {
            return waiting(namespace, "starts when its former claim is gone");
        }
        if (there.isEmpty()) {
            objects.start(namespace, plan.registry(), users);
            return waiting(namespace, "starts");
        }
        var pod = there.get();
        return switch (BuilderState.of(pod)) {
            case LEAVING -> waiting(namespace, "ends, and another one takes its place");
            case BROKEN -> {
                objects.remove(pod);
                yield waiting(namespace, "has broken down, and another one takes its place");
            }
            case STARTING -> {
                objects.provide(pod, desired);
                yield starting(pod);
            }
            case RUNNING -> {
                var connection = connections.of(pod);
                if (connection.isEmpty() || !connection.get().isConnected()) {
                    yield waiting(namespace, "starts");
                }
                yield desired.hash().equals(pod.getMetadata().getAnnotations().get(Labels.CONFIG_HASH))
                        ? hand(plan, BuildOrders.key(plan, number, attempt), connection.get())
                        : replace(namespace, connection.get());
            }
        };
    }

    private Handing hand(BuildPlan plan, BuildKey key, BuilderConnection connection) {
        var order = BuildOrders.of(plan, key, plan.registry().pushSecret().map(name -> credential(plan, name)));
        if (!connection.hand(order)) {
            return waiting(connection.namespace(), "ends, and another one takes its place");
        }
        return connection.reports(key.uid()).stream()
                .filter(report -> report.key().number() == key.number())
                .findFirst()
                .<Handing>map(report -> new Handing.Handed(ReportedBuild.pod(plan.imageBuild(), report)))
                .orElseGet(() -> waiting(connection.namespace(), "is asked"));
    }

    /** The registry's own Secret, which the operator has made. */
    private String credential(BuildPlan plan, String name) {
        var namespace = plan.imageBuild().getMetadata().getNamespace();
        Secret secret = client.secrets().inNamespace(namespace).withName(name).get();
        return Optional.ofNullable(secret)
                .flatMap(found -> SecretData.text(found, ".dockerconfigjson"))
                .orElseThrow(() ->
                        new IllegalStateException("Secret %s/%s, which comes with the LocalRegistry, is not there yet"
                                .formatted(namespace, name)));
    }

    private static Handing replace(String namespace, BuilderConnection connection) {
        connection.drain();
        return waiting(
                namespace,
                "was made for another registry or by another version, and is replaced as soon as its builds have ended");
    }

    private Handing starting(Pod pod) {
        var namespace = pod.getMetadata().getNamespace();
        var started = Instant.parse(pod.getMetadata().getCreationTimestamp());
        return clock.instant().isBefore(started.plus(START_GRACE))
                ? waiting(namespace, "starts")
                : PodTrouble.of(pod)
                        .<Handing>map(trouble -> new Handing.Troubled(
                                trouble.reason(),
                                "the builder in Pod %s cannot start: %s; see %s"
                                        .formatted(BuilderMetadata.NAME, trouble.message(), describe(namespace))))
                        .orElseGet(() -> waiting(namespace, "starts"));
    }

    private static Handing waiting(String namespace, String what) {
        return new Handing.Waiting(
                "the builder in Pod %s %s; see %s".formatted(BuilderMetadata.NAME, what, describe(namespace)));
    }

    private static String describe(String namespace) {
        return "kubectl describe pod -n %s %s".formatted(namespace, BuilderMetadata.NAME);
    }
}
