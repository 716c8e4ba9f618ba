package dev.onggi.operator.source;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.javaoperatorsdk.operator.processing.event.Event;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import io.javaoperatorsdk.operator.processing.event.source.ResourceEventAware;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Objects of users that resources name in their spec: each is watched by its name, as long as a resource names it. An
 * informer of all objects of the kind would hold the whole cluster's in memory, and one by label would ask users for a
 * label.
 *
 * @param <R> kind of the objects
 * @param <P> kind of the resources
 */
public class NamedObjectSource<R extends HasMetadata, P extends HasMetadata> extends AbstractEventSource<R, P>
        implements ResourceEventAware<P> {

    private final KubernetesClient client;
    private final Class<R> type;
    private final Function<P, Optional<String>> wanted;
    private final BiPredicate<R, R> differ;
    private final Map<ResourceID, Watched<R>> watchedByResource = new ConcurrentHashMap<>();

    /**
     * A source.
     *
     * @param wanted name of the object that a resource names, in its own namespace
     * @param differ whether two states of an object differ in what resources are woken for
     */
    protected NamedObjectSource(
            KubernetesClient client,
            Class<R> type,
            String name,
            Function<P, Optional<String>> wanted,
            BiPredicate<R, R> differ) {
        super(type, name);
        this.client = client;
        this.type = type;
        this.wanted = wanted;
        this.differ = differ;
    }

    /** An object that is watched for one resource. */
    private record Watched<R extends HasMetadata>(String name, SharedIndexInformer<R> informer) {}

    /**
     * The object that a resource names, where it names one that exists.
     *
     * @param exists whether there still is such a resource: the last reconciliation of one may end after it was deleted,
     *     and what it began to watch would be watched for ever
     */
    public final Optional<R> find(P resource, Predicate<ResourceID> exists) {
        var name = wanted.apply(resource);
        var id = ResourceID.fromResource(resource);
        if (name.isEmpty()) {
            stop(watchedByResource.remove(id));
            return Optional.empty();
        }
        var watched = watchedByResource.compute(id, (key, before) -> {
            if (before != null && before.name().equals(name.get())) {
                return before;
            }
            stop(before);
            return exists.test(key) ? watch(key, name.get()) : null;
        });
        return content(watched);
    }

    @Override
    public final Set<R> getSecondaryResources(P resource) {
        return content(watchedByResource.get(ResourceID.fromResource(resource)))
                .map(Set::of)
                .orElseGet(Set::of);
    }

    @Override
    public final void onResourceDeleted(P resource) {
        stop(watchedByResource.remove(ResourceID.fromResource(resource)));
    }

    @Override
    public final void stop() {
        super.stop();
        watchedByResource.values().forEach(NamedObjectSource::stop);
        watchedByResource.clear();
    }

    private static <R extends HasMetadata> Optional<R> content(Watched<R> watched) {
        return Stream.ofNullable(watched)
                .flatMap(there -> there.informer().getStore().list().stream())
                .findFirst();
    }

    private Watched<R> watch(ResourceID resource, String name) {
        var informer = client.resources(type)
                .inNamespace(resource.getNamespace().orElseThrow())
                .withName(name)
                .inform(new Handler(resource));
        return new Watched<>(name, informer);
    }

    private static void stop(Watched<?> watched) {
        if (watched != null) {
            watched.informer().close();
        }
    }

    /** Tells the controller of every change that concerns it. */
    private final class Handler implements ResourceEventHandler<R> {

        private final ResourceID resource;

        private Handler(ResourceID resource) {
            this.resource = resource;
        }

        @Override
        public void onAdd(R object) {
            handle();
        }

        @Override
        public void onUpdate(R before, R after) {
            if (differ.test(before, after)) {
                handle();
            }
        }

        @Override
        public void onDelete(R object, boolean finalStateUnknown) {
            handle();
        }

        private void handle() {
            getEventHandler().handleEvent(new Event(resource));
        }
    }
}
