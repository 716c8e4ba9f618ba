package dev.onggi.operator.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.api.v1alpha1.Condition;
import dev.onggi.api.v1alpha1.ImageBuild;
import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.operator.gitops.PromisedHealth;
import dev.onggi.testbed.GitOpsHealth;
import dev.onggi.testbed.TestCluster;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Sees every status of the two kinds that a test comes through, whatever it is about, and asks the tools that wait for
 * resources what they make of it: they say what the product promises.
 */
final class StatusRecorder implements AutoCloseable {

    private final ConcurrentLinkedQueue<CustomResource<?, ?>> seen = new ConcurrentLinkedQueue<>();
    private final List<SharedIndexInformer<?>> informers;

    StatusRecorder(TestCluster cluster) {
        informers = List.of(watch(cluster, ImageBuild.class), watch(cluster, LocalRegistry.class));
    }

    private <T extends CustomResource<?, ?>> SharedIndexInformer<T> watch(TestCluster cluster, Class<T> kind) {
        return cluster.client().resources(kind).inAnyNamespace().inform(new ResourceEventHandler<>() {
            @Override
            public void onAdd(T resource) {
                seen.add(resource);
            }

            @Override
            public void onUpdate(T before, T after) {
                seen.add(after);
            }

            @Override
            public void onDelete(T resource, boolean unknown) {
                // how it was is known
            }
        });
    }

    /** Fails where a tool takes one of the statuses since the last call for something else than it is. */
    void check() {
        var resources = distinct(drained());
        var verdicts = GitOpsHealth.of(resources);
        for (int i = 0; i < resources.size(); i++) {
            var resource = resources.get(i);
            assertThat(verdicts.get(i))
                    .as(
                            "%s/%s with %s",
                            resource.getKind(), resource.getMetadata().getName(), resource.getStatus())
                    .satisfies(PromisedHealth.of(resource)::isWhatToolsSay);
        }
    }

    private List<CustomResource<?, ?>> drained() {
        var drained = new ArrayList<CustomResource<?, ?>>();
        for (var next = seen.poll(); next != null; next = seen.poll()) {
            // of what is being deleted, kstatus says just that
            if (next.getMetadata().getDeletionTimestamp() == null) {
                drained.add(next);
            }
        }
        return drained;
    }

    /** A status that only differs in what no tool reads is asked about once. */
    private static List<CustomResource<?, ?>> distinct(List<CustomResource<?, ?>> resources) {
        Map<Object, CustomResource<?, ?>> distinct = new HashMap<>();
        resources.forEach(resource -> distinct.putIfAbsent(
                List.of(
                        resource.getKind(),
                        resource.getMetadata().getGeneration(),
                        PromisedHealth.conditions(resource).stream()
                                .map(StatusRecorder::word)
                                .toList()),
                resource));
        return List.copyOf(distinct.values());
    }

    private static List<Object> word(Condition condition) {
        return List.of(
                condition.type(),
                condition.status(),
                condition.reason(),
                Optional.ofNullable(condition.observedGeneration()));
    }

    @Override
    public void close() {
        informers.forEach(SharedIndexInformer::close);
    }
}
