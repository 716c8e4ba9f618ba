package dev.onggi.operator.builder;

import static dev.onggi.operator.builder.NotRunning.waiting;

import dev.onggi.api.v1alpha1.ImageBuild;
import dev.onggi.operator.builder.api.BuildKey;
import dev.onggi.operator.builder.api.BuildOrder;
import dev.onggi.operator.imagebuild.resource.BuildPlan;
import dev.onggi.operator.localregistry.resource.SecretData;
import dev.onggi.operator.model.Labels;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.util.Collection;
import java.util.Optional;

/** Hands builds over to the builder of their namespace, in whatever state that is. */
final class HandOver {

    private final KubernetesClient client;
    private final BuilderCache cache;
    private final BuilderObjects objects;
    private final BuilderConnections connections;
    private final BuilderTidying tidying;
    private final Clock clock;
    private final BuilderWarnings warnings;

    HandOver(
            KubernetesClient client,
            BuilderCache cache,
            BuilderObjects objects,
            BuilderConnections connections,
            BuilderTidying tidying,
            Clock clock) {
        this.client = client;
        this.cache = cache;
        this.objects = objects;
        this.connections = connections;
        this.tidying = tidying;
        this.clock = clock;
        this.warnings = new BuilderWarnings(client, clock);
    }

    /**
     * Hands a build over, for which the builder is started where it is not there.
     *
     * @param users the ImageBuilds that share the builder
     */
    Handing hand(BuildPlan plan, Collection<ImageBuild> users, int number, int attempt) {
        var namespace = plan.imageBuild().getMetadata().getNamespace();
        var there = cache.pod(namespace);
        var desired = objects.desired(namespace, plan.registry(), users, cache.claim(namespace), there);
        if (there.isEmpty() && cache.hasLeaving(namespace)) {
            return waiting(namespace, "starts when what is left of the former one is gone");
        }
        if (there.isEmpty()) {
            objects.start(namespace, plan.registry(), users, order(plan, BuildOrders.key(plan, number, attempt)));
            return waiting(namespace, "starts");
        }
        var pod = there.get();
        return switch (BuilderState.of(pod)) {
            case LEAVING -> NotRunning.leaving(pod, clock.instant());
            case BROKEN -> {
                objects.remove(pod);
                yield waiting(namespace, "has broken down, and another one takes its place");
            }
            case STARTING -> {
                // what is usually there is not asked for each time that the Pod's status changes
                if (!objects.hasProvided(pod) || NotRunning.takesLong(pod, clock.instant())) {
                    objects.provide(pod, desired);
                }
                yield NotRunning.starting(pod, clock.instant(), warnings::newest);
            }
            case RUNNING -> {
                var trouble = outOfReach(pod);
                if (trouble.isPresent()) {
                    yield trouble.get();
                }
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

    /** What keeps the operator from hearing of a Pod that runs; empty where it hears, or soon will. */
    Optional<Handing.Troubled> outOfReach(Pod pod) {
        return NotRunning.silent(pod)
                .or(() -> connections
                        .of(pod)
                        .flatMap(BuilderConnection::trouble)
                        .map(trouble -> NotRunning.unreachable(pod, trouble)));
    }

    private Handing hand(BuildPlan plan, BuildKey key, BuilderConnection connection) {
        if (!connection.hand(key, () -> order(plan, key))) {
            return waiting(connection.namespace(), "ends, and another one takes its place");
        }
        return connection.reports(key.uid()).stream()
                .filter(report -> report.key().number() == key.number())
                .findFirst()
                .<Handing>map(report -> new Handing.Handed(ReportedBuild.pod(plan.imageBuild(), report)))
                .orElseGet(() -> waiting(connection.namespace(), "is asked"));
    }

    private BuildOrder order(BuildPlan plan, BuildKey key) {
        return BuildOrders.of(plan, key, plan.registry().pushSecret().map(name -> credential(plan, name)));
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

    private Handing replace(String namespace, BuilderConnection connection) {
        connection.drain();
        tidying.tidy(connection);
        return waiting(
                namespace,
                "was made for another registry, by another version or without what fetches repositories, and is replaced as soon as its builds have ended");
    }
}
