package dev.onggi.operator.source;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.javaoperatorsdk.operator.processing.event.Event;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import io.javaoperatorsdk.operator.processing.event.source.ResourceEventAware;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
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
    private final Function<P, Stream<String>> wanted;
    private final BiPredicate<R, R> differ;
    private final Map<ResourceID, Map<String, SharedIndexInformer<R>>> watchedByResource = new ConcurrentHashMap<>();

    /**
     * A source.
     *
     * @param wanted names of the objects that a resource names, in its own namespace
     * @param differ whether two states of an object differ in what resources are woken for
     */
    protected NamedObjectSource(
            KubernetesClient client,
            Class<R> type,
            String name,
            Function<P, Stream<String>> wanted,
            BiPredicate<R, R> differ) {
        super(type, name);
        this.client = client;
        this.type = type;
        this.wanted = wanted;
        this.differ = differ;
    }

    /**
     * The only object that a resource names, where it names one that exists.
     *
     * @param exists whether there still is such a resource: the last reconciliation of one may end after it was deleted,
     *     and what it began to watch would be watched for ever
     */
    public final Optional<R> find(P resource, Predicate<ResourceID> exists) {
        return content(watch(resource, exists)).findFirst();
    }

    /** One of the objects that a resource names, by its name. */
    protected final Optional<R> find(P resource, String name, Predicate<ResourceID> exists) {
        return Optional.ofNullable(watch(resource, exists).get(name))
                .flatMap(informer -> content(informer).findFirst());
    }

    @Override
    public final Set<R> getSecondaryResources(P resource) {
        return content(watchedByResource.getOrDefault(ResourceID.fromResource(resource), Map.of()))
                .collect(Collectors.toSet());
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

    /** Brings what is watched for a resource into line with what it names now. */
    private Map<String, SharedIndexInformer<R>> watch(P resource, Predicate<ResourceID> exists) {
        var names = wanted.apply(resource).collect(Collectors.toSet());
        var watched = watchedByResource.compute(ResourceID.fromResource(resource), (id, before) -> {
            var informers = new HashMap<String, SharedIndexInformer<R>>();
            if (before != null) {
                before.forEach((name, informer) -> {
                    if (names.contains(name)) {
                        informers.put(name, informer);
                    } else {
                        informer.close();
                    }
                });
            }
            if (exists.test(id)) {
                names.forEach(name -> informers.computeIfAbsent(name, missing -> inform(id, missing)));
            }
            return informers.isEmpty() ? null : Map.copyOf(informers);
        });
        return watched == null ? Map.of() : watched;
    }

    private SharedIndexInformer<R> inform(ResourceID resource, String name) {
        return client.resources(type)
                .inNamespace(resource.getNamespace().orElseThrow())
                .withName(name)
                .inform(new Handler(resource));
    }

    private static <R extends HasMetadata> Stream<R> content(Map<String, SharedIndexInformer<R>> watched) {
        return watched.values().stream().flatMap(NamedObjectSource::content);
    }

    private static <R extends HasMetadata> Stream<R> content(SharedIndexInformer<R> informer) {
        return informer.getStore().list().stream();
    }

    private static void stop(Map<String, ? extends SharedIndexInformer<?>> watched) {
        if (watched != null) {
            watched.values().forEach(SharedIndexInformer::close);
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
