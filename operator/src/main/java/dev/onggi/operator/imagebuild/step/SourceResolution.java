package dev.onggi.operator.imagebuild.step;

import dev.onggi.api.v1alpha1.ImageBuild;
import dev.onggi.operator.imagebuild.ImageBuildReasons;
import dev.onggi.operator.imagebuild.resource.SourceFiles;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import java.util.Optional;

/** What the operator itself knows of a source before a build: files it has at hand, or that a Pod will fetch. */
public sealed interface SourceResolution {

    /** What a server or a volume has: only the build Pod gets at it. */
    record Remote() implements SourceResolution {}

    /** Files that are at hand. */
    record Files(SourceFiles files) implements SourceResolution {}

    /** The source does not exist. */
    record Missing(String reason, String message) implements SourceResolution {}

    /**
     * The source of an ImageBuild.
     *
     * @param configMap the ConfigMap that the spec names, where it names one that exists
     * @param claim the claim, likewise
     */
    static SourceResolution of(
            ImageBuild imageBuild, Optional<ConfigMap> configMap, Optional<PersistentVolumeClaim> claim) {
        var source = imageBuild.getSpec().source();
        if (source.git() != null || source.archive() != null || source.oci() != null) {
            return new Remote();
        }
        if (source.persistentVolumeClaim() != null) {
            return claim.<SourceResolution>map(found -> new Remote())
                    .orElseGet(() -> missing(
                            imageBuild,
                            "PersistentVolumeClaim",
                            source.persistentVolumeClaim().claimName(),
                            "persistentVolumeClaim.claimName"));
        }
        if (source.inline() != null) {
            return new Files(SourceFiles.inline(source.inline().files()));
        }
        return configMap
                .<SourceResolution>map(found -> new Files(SourceFiles.of(found)))
                .orElseGet(() ->
                        missing(imageBuild, "ConfigMap", source.configMapRef().name(), "configMapRef"));
    }

    private static Missing missing(ImageBuild imageBuild, String kind, String name, String field) {
        return new Missing(
                ImageBuildReasons.SOURCE_NOT_FOUND,
                "there is no %s \"%s\" in namespace %s; create it, or correct spec.source.%s"
                        .formatted(kind, name, imageBuild.getMetadata().getNamespace(), field));
    }
}
