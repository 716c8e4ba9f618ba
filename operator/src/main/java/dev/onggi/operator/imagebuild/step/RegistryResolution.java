package dev.onggi.operator.imagebuild.step;

import static java.util.stream.Collectors.joining;

import dev.onggi.api.v1alpha1.ImageBuild;
import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.operator.imagebuild.ImageBuildReasons;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Which registry an ImageBuild pushes to. */
public sealed interface RegistryResolution {

    /** The registry. */
    record Found(LocalRegistry registry) implements RegistryResolution {}

    /** There is none, or the choice is the user's. */
    record Missing(String reason, String message) implements RegistryResolution {}

    /**
     * The registry of an ImageBuild.
     *
     * @param registries the registries of its namespace
     */
    static RegistryResolution of(ImageBuild imageBuild, Collection<LocalRegistry> registries) {
        var sorted = registries.stream()
                .sorted(Comparator.comparing(registry -> registry.getMetadata().getName()))
                .toList();
        var reference = imageBuild.getSpec().registryRef();
        var namespace = imageBuild.getMetadata().getNamespace();
        if (reference != null) {
            return sorted.stream()
                    .filter(registry -> registry.getMetadata().getName().equals(reference.name()))
                    .findFirst()
                    .<RegistryResolution>map(Found::new)
                    .orElseGet(() -> new Missing(
                            ImageBuildReasons.REGISTRY_NOT_FOUND,
                            "there is no LocalRegistry \"%s\" in namespace %s, %s; correct spec.registryRef or apply a LocalRegistry of that name"
                                    .formatted(reference.name(), namespace, existing(sorted))));
        }
        return switch (sorted.size()) {
            case 1 -> new Found(sorted.getFirst());
            case 0 ->
                new Missing(
                        ImageBuildReasons.REGISTRY_NOT_FOUND,
                        "there is no LocalRegistry in namespace %s; apply one, an empty spec is enough"
                                .formatted(namespace));
            default ->
                new Missing(
                        ImageBuildReasons.REGISTRY_AMBIGUOUS,
                        "there are several LocalRegistries in namespace %s (%s); name one of them in spec.registryRef.name"
                                .formatted(namespace, names(sorted)));
        };
    }

    private static String existing(List<LocalRegistry> registries) {
        return registries.isEmpty() ? "and no other one" : "only " + names(registries);
    }

    private static String names(List<LocalRegistry> registries) {
        return registries.stream()
                .map(registry -> registry.getMetadata().getName())
                .collect(joining(", "));
    }
}
