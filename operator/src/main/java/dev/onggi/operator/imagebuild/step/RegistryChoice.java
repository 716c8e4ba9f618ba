package dev.onggi.operator.imagebuild.step;

import static java.util.stream.Collectors.joining;

import dev.onggi.api.v1alpha1.ImageBuild;
import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.api.v1alpha1.RegistryReference;
import dev.onggi.operator.imagebuild.ImageBuildReasons;
import dev.onggi.operator.model.Labels;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * The registry that an ImageBuild means: the one that it names; else the only one of its namespace; else the cluster's
 * default. One that is being deleted is there no more.
 */
sealed interface RegistryChoice {

    /** This one. */
    record One(LocalRegistry registry) implements RegistryChoice {}

    /** None, or more than one. */
    record None(String reason, String message) implements RegistryChoice {}

    /**
     * The choice.
     *
     * @param registries the registries of the cluster
     */
    static RegistryChoice of(ImageBuild imageBuild, Collection<LocalRegistry> registries) {
        var sorted = registries.stream()
                .filter(registry -> !registry.isMarkedForDeletion())
                .sorted(Comparator.comparing(RegistryChoice::namespace).thenComparing(RegistryChoice::name))
                .toList();
        var namespace = imageBuild.getMetadata().getNamespace();
        var reference = imageBuild.getSpec().registryRef();
        return reference == null ? byDefault(namespace, sorted) : named(reference, namespace, sorted);
    }

    private static RegistryChoice named(RegistryReference reference, String own, List<LocalRegistry> registries) {
        var namespace = Objects.requireNonNullElse(reference.namespace(), own);
        var candidates = in(namespace, registries);
        return candidates.stream()
                .filter(registry -> name(registry).equals(reference.name()))
                .findFirst()
                .<RegistryChoice>map(One::new)
                .orElseGet(() -> new None(
                        ImageBuildReasons.REGISTRY_NOT_FOUND,
                        "there is no LocalRegistry \"%s\" in namespace %s%s; correct spec.registryRef or apply a LocalRegistry of that name"
                                .formatted(
                                        reference.name(),
                                        namespace,
                                        // what another namespace has is not told: its people may not want it to be
                                        // known
                                        namespace.equals(own) ? ", " + existing(candidates) : "")));
    }

    private static RegistryChoice byDefault(String namespace, List<LocalRegistry> registries) {
        var own = in(namespace, registries);
        return switch (own.size()) {
            case 1 -> new One(own.getFirst());
            case 0 -> ofCluster(namespace, registries);
            default ->
                new None(
                        ImageBuildReasons.REGISTRY_AMBIGUOUS,
                        "there are several LocalRegistries in namespace %s (%s); name one of them in spec.registryRef.name"
                                .formatted(namespace, names(own)));
        };
    }

    private static RegistryChoice ofCluster(String namespace, List<LocalRegistry> registries) {
        var defaults =
                registries.stream().filter(RegistryChoice::isDefaultOfCluster).toList();
        return switch (defaults.size()) {
            case 1 -> new One(defaults.getFirst());
            case 0 ->
                new None(
                        ImageBuildReasons.REGISTRY_NOT_FOUND,
                        "there is no LocalRegistry in namespace %s, and none in the cluster has the annotation %s; apply one, an empty spec is enough"
                                .formatted(namespace, Labels.DEFAULT_REGISTRY));
            default ->
                new None(
                        ImageBuildReasons.REGISTRY_AMBIGUOUS,
                        "there is no LocalRegistry in namespace %s, and several in the cluster have the annotation %s (%s); name one of them in spec.registryRef, or take the annotation away from all but one: kubectl annotate lreg -n %s %s %s-"
                                .formatted(
                                        namespace,
                                        Labels.DEFAULT_REGISTRY,
                                        defaults.stream()
                                                .map(registry -> namespace(registry) + "/" + name(registry))
                                                .collect(joining(", ")),
                                        namespace(defaults.getLast()),
                                        name(defaults.getLast()),
                                        Labels.DEFAULT_REGISTRY));
        };
    }

    private static boolean isDefaultOfCluster(LocalRegistry registry) {
        var annotations = registry.getMetadata().getAnnotations();
        return annotations != null && "true".equals(annotations.get(Labels.DEFAULT_REGISTRY));
    }

    private static List<LocalRegistry> in(String namespace, List<LocalRegistry> registries) {
        return registries.stream()
                .filter(registry -> namespace(registry).equals(namespace))
                .toList();
    }

    private static String existing(List<LocalRegistry> registries) {
        return registries.isEmpty() ? "and no other one" : "only " + names(registries);
    }

    private static String names(List<LocalRegistry> registries) {
        return registries.stream().map(RegistryChoice::name).collect(joining(", "));
    }

    private static String namespace(LocalRegistry registry) {
        return registry.getMetadata().getNamespace();
    }

    private static String name(LocalRegistry registry) {
        return registry.getMetadata().getName();
    }
}
