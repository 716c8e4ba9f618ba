package dev.onggi.operator.imagebuild.step;

import dev.onggi.api.v1alpha1.ImageBuild;
import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.operator.imagebuild.ImageBuildReasons;
import dev.onggi.operator.imagebuild.resource.PushTarget;
import dev.onggi.operator.model.WatchedNamespaces;
import java.util.Collection;
import java.util.Map;

/** Which registry an ImageBuild pushes to. */
public sealed interface RegistryResolution {

    /** The registry, and what it is to the ImageBuild. */
    record Found(LocalRegistry registry, PushTarget target) implements RegistryResolution {}

    /** There is none, the choice is the user's, or it gives no access: all of that may change by itself in a moment. */
    record Missing(String reason, String message) implements RegistryResolution {}

    /** It is there, and what the ImageBuild asks of it is not allowed. */
    record Refused(String reason, String message) implements RegistryResolution {}

    /**
     * The registry of an ImageBuild.
     *
     * @param registries the registries of the cluster
     * @param labels the labels of the ImageBuild's namespace
     */
    static RegistryResolution of(
            ImageBuild imageBuild, Collection<LocalRegistry> registries, Map<String, String> labels) {
        return switch (RegistryChoice.of(imageBuild, registries)) {
            case RegistryChoice.None none -> new Missing(none.reason(), none.message());
            case RegistryChoice.One one -> chosen(imageBuild, one.registry(), labels);
        };
    }

    /**
     * The registry of an ImageBuild where only some namespaces are watched: one of its own, for it is labels of namespaces
     * that open one to others, and those are not read.
     *
     * @param registries the registries of the watched namespaces
     */
    static RegistryResolution within(
            ImageBuild imageBuild, Collection<LocalRegistry> registries, WatchedNamespaces watched) {
        var namespace = imageBuild.getMetadata().getNamespace();
        var reference = imageBuild.getSpec().registryRef();
        if (reference != null
                && reference.namespace() != null
                && !reference.namespace().equals(namespace)) {
            return new Refused(
                    ImageBuildReasons.REGISTRY_ACCESS_DENIED,
                    "spec.registryRef names LocalRegistry %s/%s, and the operator watches namespaces one by one (ONGGI_WATCH_NAMESPACES: %s), in which mode an ImageBuild uses a registry of its own namespace alone; apply a LocalRegistry in namespace %s, an empty spec is enough, and leave spec.registryRef.namespace out"
                            .formatted(reference.namespace(), reference.name(), watched, namespace));
        }
        var own = registries.stream()
                .filter(registry -> registry.getMetadata().getNamespace().equals(namespace))
                .toList();
        return of(imageBuild, own, Map.of());
    }

    private static RegistryResolution chosen(
            ImageBuild imageBuild, LocalRegistry registry, Map<String, String> labels) {
        var namespace = imageBuild.getMetadata().getNamespace();
        var found = new Found(registry, PushTarget.of(registry, namespace));
        if (registry.getMetadata().getNamespace().equals(namespace)) {
            return found;
        }
        var denial = ForeignAccess.denial(registry, namespace, labels);
        if (denial.isPresent()) {
            return new Missing(ImageBuildReasons.REGISTRY_ACCESS_DENIED, denial.get());
        }
        var repository = imageBuild.getSpec().image().repository();
        return repository == null || repository.startsWith(namespace + "/")
                ? found
                : new Refused(
                        ImageBuildReasons.REPOSITORY_NOT_ALLOWED,
                        "spec.image.repository \"%s\" is not below \"%s/\", and LocalRegistry %s/%s takes nothing else from namespace %s; set it to %s/%s, or leave it out"
                                .formatted(
                                        repository,
                                        namespace,
                                        registry.getMetadata().getNamespace(),
                                        registry.getMetadata().getName(),
                                        namespace,
                                        namespace,
                                        imageBuild.getMetadata().getName()));
    }
}
