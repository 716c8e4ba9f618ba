package dev.onggi.testbed;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.util.Map;
import java.util.Optional;

/**
 * The operator's image in this machine's Docker.
 *
 * @param name as the manifests name it
 * @param id what tells one build of that name from another
 */
record OperatorImage(String name, String id) {

    /** Annotation of the operator's Pods with the id: a new image under the same name is a new roll-out. */
    static final String ID_ANNOTATION = "onggi.dev/testbed-image-id";

    /** Builds it from {@code operator/target/quarkus-app}, unless that has been done. */
    static OperatorImage build(Testbed testbed) {
        var words = testbed.script("operator-image")
                .with(testbed.environment())
                .run()
                .strip()
                .split(" ", 2);
        return new OperatorImage(words[0], words[1]);
    }

    /** Whether the cluster's operator was installed from this very image. */
    boolean runsIn(TestCluster cluster) {
        return Optional.ofNullable(cluster.client()
                        .apps()
                        .deployments()
                        .inNamespace(OperatorInstallation.NAMESPACE)
                        .withName("onggi-operator")
                        .get())
                .map(OperatorImage::annotations)
                .map(annotations -> annotations.get(ID_ANNOTATION))
                .filter(id::equals)
                .isPresent();
    }

    private static Map<String, String> annotations(Deployment deployment) {
        return deployment.getSpec().getTemplate().getMetadata().getAnnotations();
    }
}
