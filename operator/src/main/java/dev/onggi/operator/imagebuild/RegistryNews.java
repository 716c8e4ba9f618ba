package dev.onggi.operator.imagebuild;

import dev.onggi.api.v1alpha1.ImageBuild;
import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.api.v1alpha1.LocalRegistryStatus;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** What of a registry's changes ImageBuilds want to hear, and which of them. Pure. */
final class RegistryNews {

    private RegistryNews() {}

    /** Whether a change is one of what ImageBuilds go by; how full a registry is, for one, changes all the time. */
    static boolean isNews(LocalRegistry after, LocalRegistry before) {
        return differs(LocalRegistry::getSpec, after, before)
                || differs(registry -> registry.getMetadata().getAnnotations(), after, before)
                || differs(LocalRegistry::isMarkedForDeletion, after, before)
                || differs(registry -> status(registry, LocalRegistryStatus::conditions), after, before)
                || differs(registry -> status(registry, LocalRegistryStatus::pullAddress), after, before);
    }

    /** Whether a registry may be the one that an ImageBuild means, or may have been. */
    static boolean concerns(ImageBuild imageBuild, LocalRegistry registry) {
        var reference = imageBuild.getSpec().registryRef();
        if (reference == null) {
            return true; // by default it may be any: the only one of the namespace, or the cluster's
        }
        var namespace = Objects.requireNonNullElse(
                reference.namespace(), imageBuild.getMetadata().getNamespace());
        return namespace.equals(registry.getMetadata().getNamespace());
    }

    private static boolean differs(Function<LocalRegistry, Object> aspect, LocalRegistry after, LocalRegistry before) {
        return !Objects.equals(aspect.apply(after), aspect.apply(before));
    }

    private static <T> Optional<T> status(LocalRegistry registry, Function<LocalRegistryStatus, T> aspect) {
        return Optional.ofNullable(registry.getStatus()).map(aspect);
    }
}
