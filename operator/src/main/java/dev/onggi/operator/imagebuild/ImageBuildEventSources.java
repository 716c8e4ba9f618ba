package dev.onggi.operator.imagebuild;

import dev.onggi.api.v1alpha1.ImageBuild;
import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.operator.builder.SharedBuilders;
import dev.onggi.operator.model.Labels;
import dev.onggi.operator.model.WatchedNamespaces;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What an ImageBuild's reconciliation reads, and is woken by. */
final class ImageBuildEventSources {

    private ImageBuildEventSources() {}

    static List<EventSource<?, ImageBuild>> of(
            EventSourceContext<ImageBuild> context,
            WatchedNamespaces watched,
            SourceConfigMaps configMaps,
            SourceClaims claims,
            SharedBuilders builders,
            List<EventSource<?, ImageBuild>> targets) {
        var sources = Stream.<EventSource<?, ImageBuild>>of(
                children(Pod.class, context),
                children(PersistentVolumeClaim.class, context),
                children(Deployment.class, context),
                children(Service.class, context),
                children(NetworkPolicy.class, context),
                registries(context),
                configMaps,
                claims,
                builders);
        // whoever watches some namespaces alone may not read the labels of any
        Stream<EventSource<?, ImageBuild>> namespaces = watched.all() ? Stream.of(namespaces(context)) : Stream.empty();
        return Stream.of(sources, namespaces, targets.stream())
                .flatMap(part -> part)
                .toList();
    }

    /** Objects that carry the label of an ImageBuild: also the Pods of its Deployment, which a ReplicaSet owns. */
    private static <R extends HasMetadata> EventSource<R, ImageBuild> children(
            Class<R> type, EventSourceContext<ImageBuild> context) {
        var configuration = InformerEventSourceConfiguration.from(type, ImageBuild.class)
                .withLabelSelector(Labels.IMAGE_BUILD)
                .withSecondaryToPrimaryMapper(ImageBuildEventSources::owner)
                .build();
        return new InformerEventSource<>(configuration, context);
    }

    private static Set<ResourceID> owner(HasMetadata child) {
        var metadata = child.getMetadata();
        return Set.of(new ResourceID(metadata.getLabels().get(Labels.IMAGE_BUILD), metadata.getNamespace()));
    }

    /**
     * All registries: an ImageBuild may use one of another namespace. Which of them is its own is decided with all of them
     * in view, so no index of the framework's can answer it: {@link #registries(Context)} does.
     */
    private static EventSource<LocalRegistry, ImageBuild> registries(EventSourceContext<ImageBuild> context) {
        var imageBuilds = context.getPrimaryCache();
        var configuration = InformerEventSourceConfiguration.from(LocalRegistry.class, ImageBuild.class)
                .withOnUpdateFilter(RegistryNews::isNews)
                .withSecondaryToPrimaryMapper(registry -> imageBuilds
                        .list(imageBuild -> RegistryNews.concerns(imageBuild, registry))
                        .map(ResourceID::fromResource)
                        .collect(Collectors.toSet()))
                .withPrimaryToSecondaryMapper(imageBuild -> Set.of())
                .build();
        return new InformerEventSource<>(configuration, context);
    }

    /** The namespaces of ImageBuilds, whose labels decide which foreign registries they may use. */
    private static EventSource<Namespace, ImageBuild> namespaces(EventSourceContext<ImageBuild> context) {
        var imageBuilds = context.getPrimaryCache();
        var configuration = InformerEventSourceConfiguration.from(Namespace.class, ImageBuild.class)
                .withOnUpdateFilter((after, before) -> !Objects.equals(
                        after.getMetadata().getLabels(), before.getMetadata().getLabels()))
                .withSecondaryToPrimaryMapper(namespace -> imageBuilds
                        .list(namespace.getMetadata().getName(), imageBuild -> true)
                        .map(ResourceID::fromResource)
                        .collect(Collectors.toSet()))
                .withPrimaryToSecondaryMapper(imageBuild -> Set.of())
                .build();
        return new InformerEventSource<>(configuration, context);
    }

    /** All registries, from the informer. */
    static List<LocalRegistry> registries(Context<ImageBuild> context) {
        return source(LocalRegistry.class, context)
                .flatMap(source -> source.list(registry -> true))
                .toList();
    }

    /** The labels of a namespace, from the informer. */
    static Map<String, String> labelsOf(String namespace, Context<ImageBuild> context) {
        return source(Namespace.class, context)
                .flatMap(source -> source.get(new ResourceID(namespace)).stream())
                .findFirst()
                .map(object -> object.getMetadata().getLabels())
                .orElseGet(Map::of);
    }

    private static <R extends HasMetadata> Stream<InformerEventSource<R, ImageBuild>> source(
            Class<R> type, Context<ImageBuild> context) {
        return context.eventSourceRetriever().getEventSourcesFor(type).stream()
                .map(source -> (InformerEventSource<R, ImageBuild>) source);
    }
}
