package dev.onggi.operator.imagebuild.resource;

import dev.onggi.api.v1alpha1.ImageBuildSpec.CacheMode;
import dev.onggi.operator.model.CacheTag;
import java.util.List;

/**
 * A cache in the registry (https://github.com/moby/buildkit/blob/v0.34.2/README.md#registry-push-image-and-cache-separately).
 * As a manifest with layers, and not as an index of blobs, a registry's garbage collection knows what belongs to it: the one
 * before it is without a tag, and goes as such. Packed as the image is, or each layer would be packed twice.
 */
final class RegistryCache {

    private RegistryCache() {}

    /** buildctl's options; none where the cache is elsewhere. What the cache lacks, or cannot take, fails no build. */
    static List<String> arguments(BuildPlan plan) {
        if (plan.cacheMode() != CacheMode.REGISTRY) {
            return List.of();
        }
        var reference = "type=registry,ref=" + plan.image().byTag(CacheTag.NAME);
        return List.of(
                "--import-cache",
                reference,
                "--export-cache",
                reference + ",mode=max,image-manifest=true,oci-mediatypes=true,ignore-error=true,compression="
                        + ImageOutput.compression(plan));
    }
}
