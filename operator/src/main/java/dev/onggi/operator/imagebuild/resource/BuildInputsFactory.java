package dev.onggi.operator.imagebuild.resource;

import dev.onggi.api.v1alpha1.ImageBuildSpec.CacheMode;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.KeyToPathBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * The inputs of one build that are files: BuildKit's configuration, an inline Dockerfile, and the files of a source that
 * is not git. Immutable, one per build.
 */
public final class BuildInputsFactory {

    static final String BUILDKITD_TOML = "buildkitd.toml";
    static final String INLINE_DOCKERFILE = "Dockerfile.inline";
    private static final String FILE_PREFIX = "file-";

    private BuildInputsFactory() {}

    /**
     * The ConfigMap of a build.
     *
     * @param pod the build Pod, which exists by then and takes its inputs along when it goes; until they are there the
     *     kubelet waits. This way round, a Pod that is not admitted leaves nothing behind.
     */
    public static ConfigMap configMap(BuildPlan plan, Pod pod) {
        var texts = new TreeMap<String, String>();
        texts.put(BUILDKITD_TOML, buildkitdToml(plan));
        if (plan.spec().dockerfile().inline() != null) {
            texts.put(INLINE_DOCKERFILE, plan.spec().dockerfile().inline());
        }
        var binaries = new TreeMap<String, String>();
        plan.files().ifPresent(files -> {
            var keys = items(files).iterator();
            files.texts().values().forEach(text -> texts.put(keys.next().getKey(), text));
            files.binaries().values().forEach(binary -> binaries.put(keys.next().getKey(), binary));
        });
        var metadata = pod.getMetadata();
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withName(metadata.getName())
                .withNamespace(metadata.getNamespace())
                .withLabels(metadata.getLabels())
                .addNewOwnerReference()
                .withApiVersion("v1")
                .withKind("Pod")
                .withName(metadata.getName())
                .withUid(metadata.getUid())
                .endOwnerReference()
                .endMetadata()
                .withImmutable(true)
                .withData(texts)
                .withBinaryData(binaries.isEmpty() ? null : binaries)
                .build();
    }

    /** Which key of the ConfigMap goes to which path of the source: a key can have no '/', so keys are numbered. */
    static List<KeyToPath> items(SourceFiles files) {
        var items = new ArrayList<KeyToPath>();
        files.texts().keySet().forEach(path -> items.add(item(items.size(), path)));
        files.binaries().keySet().forEach(path -> items.add(item(items.size(), path)));
        return items;
    }

    private static KeyToPath item(int index, String path) {
        return new KeyToPathBuilder()
                .withKey(FILE_PREFIX + index)
                .withPath(path)
                .build();
    }

    /**
     * BuildKit's configuration. The external front end is off: a {@code # syntax=} line could otherwise run an image of
     * the user's choice inside the builder (BuildKit CVE-2024-23651 to 23653). The cache stays below the claim's size, with
     * a tenth left for what a build writes before the garbage collector looks again.
     */
    private static String buildkitdToml(BuildPlan plan) {
        var registry = """
                [frontend."gateway.v0"]
                  enabled = false
                [registry."%s"]
                  ca = ["%s"]
                """.formatted(plan.registry().address(), BuildPodFactory.CA_FILE);
        var cache = plan.spec().cache();
        if (cache.mode() == CacheMode.NONE) {
            return registry;
        }
        return registry + """
                [worker.oci]
                  gc = true
                  maxUsedSpace = "%s"
                """.formatted(CacheClaimFactory.nineTenths(cache.size()));
    }
}
