package dev.onggi.operator.imagebuild;

import dev.onggi.api.v1alpha1.ImageBuild;
import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.operator.model.Labels;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What an ImageBuild's reconciliation reads, and is woken by. */
final class ImageBuildEventSources {

    private ImageBuildEventSources() {}

    static List<EventSource<?, ImageBuild>> of(EventSourceContext<ImageBuild> context, SourceConfigMaps configMaps) {
        return List.of(
                children(Pod.class, context),
                children(PersistentVolumeClaim.class, context),
                children(Deployment.class, context),
                children(Service.class, context),
                registries(context),
                configMaps);
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
     * The registries of an ImageBuild's namespace. Which of them is its own is decided with all of them in view, so no
     * index of the framework's can answer it: {@link #registriesOf} does.
     */
    private static EventSource<LocalRegistry, ImageBuild> registries(EventSourceContext<ImageBuild> context) {
        var imageBuilds = context.getPrimaryCache();
        var configuration = InformerEventSourceConfiguration.from(LocalRegistry.class, ImageBuild.class)
                .withSecondaryToPrimaryMapper(registry -> imageBuilds
                        .list(registry.getMetadata().getNamespace(), imageBuild -> true)
                        .map(ResourceID::fromResource)
                        .collect(Collectors.toSet()))
                .withPrimaryToSecondaryMapper(imageBuild -> Set.of())
                .build();
        return new InformerEventSource<>(configuration, context);
    }

    /** The registries of a namespace, from the informer. */
    static List<LocalRegistry> registriesOf(String namespace, Context<ImageBuild> context) {
        return context.eventSourceRetriever().getEventSourcesFor(LocalRegistry.class).stream()
                .map(source -> (InformerEventSource<LocalRegistry, ImageBuild>) source)
                .flatMap(source -> source.list(namespace, registry -> true))
                .toList();
    }
}
