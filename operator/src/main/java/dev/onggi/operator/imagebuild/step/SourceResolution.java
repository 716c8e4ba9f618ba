package dev.onggi.operator.imagebuild.step;

import dev.onggi.api.v1alpha1.ImageBuild;
import dev.onggi.operator.imagebuild.ImageBuildReasons;
import dev.onggi.operator.imagebuild.resource.SourceFiles;
import io.fabric8.kubernetes.api.model.ConfigMap;
import java.util.Optional;

/** What the operator itself knows of a source before a build: files it has at hand, or that a Pod will fetch. */
public sealed interface SourceResolution {

    /** What a server has: only the build Pod talks to it. */
    record Remote() implements SourceResolution {}

    /** Files that are at hand. */
    record Files(SourceFiles files) implements SourceResolution {}

    /** The source does not exist. */
    record Missing(String reason, String message) implements SourceResolution {}

    /**
     * The source of an ImageBuild.
     *
     * @param configMap the ConfigMap that the spec names, where it names one that exists
     */
    static SourceResolution of(ImageBuild imageBuild, Optional<ConfigMap> configMap) {
        var source = imageBuild.getSpec().source();
        if (source.git() != null || source.archive() != null || source.oci() != null) {
            return new Remote();
        }
        if (source.inline() != null) {
            return new Files(SourceFiles.inline(source.inline().files()));
        }
        return configMap
                .<SourceResolution>map(found -> new Files(SourceFiles.of(found)))
                .orElseGet(() -> new Missing(
                        ImageBuildReasons.SOURCE_NOT_FOUND,
                        "there is no ConfigMap \"%s\" in namespace %s; create it, or correct spec.source.configMapRef"
                                .formatted(
                                        source.configMapRef().name(),
                                        imageBuild.getMetadata().getNamespace())));
    }
}
