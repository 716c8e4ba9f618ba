package dev.onggi.operator.docs;

import java.util.List;
import java.util.stream.Stream;

/**
 * One of the two kinds, and where the code has the names that its users see.
 *
 * @param title its name
 * @param definition the file with its definition
 * @param folder its package, below the operator's
 * @param reasonSources the classes with the reasons of its conditions and events
 * @param conditionSource the class with the types of its own conditions
 * @param otherEvents the reasons of events that the code takes from a condition, in words
 */
record Kind(
        String title,
        String definition,
        String folder,
        List<String> reasonSources,
        String conditionSource,
        String otherEvents) {

    static final Kind LOCAL_REGISTRY = new Kind(
            "LocalRegistry",
            "localregistries.onggi.dev.yaml",
            "localregistry",
            List.of("localregistry/LocalRegistryReasons.java"),
            "localregistry/LocalRegistryConditions.java",
            "every reason of `Stalled`");

    static final Kind IMAGE_BUILD = new Kind(
            "ImageBuild",
            "imagebuilds.onggi.dev.yaml",
            "imagebuild",
            List.of("imagebuild/ImageBuildReasons.java", "imagebuild/result/FailureReasons.java"),
            "imagebuild/ImageBuildConditions.java",
            "every other reason with which `Ready` or `Watching` is False");

    static final List<Kind> ALL = List.of(LOCAL_REGISTRY, IMAGE_BUILD);

    List<Constant> reasons() {
        return reasonSources.stream()
                .flatMap(source -> Constant.of(source).stream())
                .toList();
    }

    /** The types of its conditions: those that both kinds have, and its own. */
    List<Constant> conditions() {
        return Stream.of("status/ConditionTypes.java", conditionSource)
                .flatMap(source -> Constant.of(source).stream())
                .toList();
    }

    @Override
    public String toString() {
        return title;
    }
}
