package dev.onggi.operator.bench.builds;

import dev.onggi.api.v1alpha1.ImageBuild;
import dev.onggi.operator.model.Labels;
import dev.onggi.testbed.TestCluster;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.awaitility.Awaitility;

/**
 * The ImageBuilds of a namespace, as a user has them.
 *
 * @param cluster where
 * @param namespace where in the cluster
 */
record ImageBuilds(TestCluster cluster, String namespace) {

    static final Duration PATIENCE = Duration.ofMinutes(10);

    /**
     * Applies one, and returns what the API server answers.
     *
     * @param rebuild the token
     * @param more what else is in the spec, as YAML
     */
    ImageBuild apply(String name, String mode, Map<String, String> files, String rebuild, Map<String, Object> more) {
        var spec = new LinkedHashMap<String, Object>(more);
        spec.put("source", Map.of("inline", Map.of("files", files)));
        spec.put("cache", Map.of("mode", mode));
        spec.put("rebuild", rebuild);
        var resource = Map.of(
                "apiVersion",
                "onggi.dev/v1alpha1",
                "kind",
                "ImageBuild",
                "metadata",
                Map.of("name", name, "namespace", namespace),
                "spec",
                spec);
        return cluster.client()
                .resource(Serialization.unmarshal(Serialization.asJson(resource), ImageBuild.class))
                .fieldManager("bench")
                .forceConflicts()
                .serverSideApply();
    }

    /** Removes one with its Pods, its claim and, where it is the last that shares it, the builder. */
    void remove(String... names) {
        for (var name : names) {
            cluster.client()
                    .resources(ImageBuild.class)
                    .inNamespace(namespace)
                    .withName(name)
                    .delete();
        }
        for (var name : names) {
            Awaitility.await("ImageBuild " + name + " is gone with all of its own")
                    .atMost(PATIENCE)
                    .until(() -> isGone(Labels.IMAGE_BUILD, name));
        }
    }

    void awaitNoBuilder() {
        Awaitility.await("the builder is gone").atMost(PATIENCE).until(() -> isGone(Labels.BUILDER, Labels.SHARED));
    }

    private boolean isGone(String label, String value) {
        var client = cluster.client();
        return client.pods()
                        .inNamespace(namespace)
                        .withLabel(label, value)
                        .list()
                        .getItems()
                        .isEmpty()
                && client.persistentVolumeClaims()
                        .inNamespace(namespace)
                        .withLabel(label, value)
                        .list()
                        .getItems()
                        .isEmpty();
    }
}
