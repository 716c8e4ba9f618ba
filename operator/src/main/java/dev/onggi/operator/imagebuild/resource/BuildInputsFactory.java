package dev.onggi.operator.imagebuild.resource;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.KeyToPathBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The inputs of one build that are files: BuildKit's configuration, an inline Dockerfile, and the files of a source that
 * is not git. Immutable, one per build.
 */
public final class BuildInputsFactory {

    static final String BUILDKITD_TOML = "buildkitd.toml";
    static final String SOURCE_POLICY = "source-policy.json";
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
        var texts = texts(plan);
        texts.put(BUILDKITD_TOML, BuildKitConfig.toml(plan));
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

    /** The inputs that a build has whether or not BuildKit is its own, by the names of their files. */
    public static SortedMap<String, String> texts(BuildPlan plan) {
        var texts = new TreeMap<String, String>();
        SourcePolicy.json(plan.registry()).ifPresent(policy -> texts.put(SOURCE_POLICY, policy));
        if (plan.spec().dockerfile().inline() != null) {
            texts.put(INLINE_DOCKERFILE, plan.spec().dockerfile().inline());
        }
        return texts;
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
}
