package dev.onggi.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The manifests of {@code deploy/} with one addition: the id of the operator's image, as an annotation of its Pods.
 *
 * @param root the top of the project
 * @param kind which overlay
 * @param image the operator's
 */
record InstallManifests(Path root, ClusterKind kind, OperatorImage image) {

    private static final String FOLDER = "target/testbed/install";

    /** Writes the kustomization. */
    InstallManifests write() {
        try {
            var folder = Files.createDirectories(root.resolve(FOLDER));
            Files.writeString(folder.resolve("kustomization.yaml"), text());
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The folder for {@code kubectl apply -k}, copied to where that cluster's kubectl can read it. */
    String visibleTo(TestCluster cluster) {
        if (!cluster.kubectlRunsOnNode()) {
            return root.resolve(FOLDER).toString();
        }
        return cluster.copyToNode(root, "deploy", "crds", FOLDER) + "/" + FOLDER;
    }

    String text() {
        return """
                apiVersion: kustomize.config.k8s.io/v1beta1
                kind: Kustomization
                resources:
                - ../../../%s
                patches:
                - target: {kind: Deployment|DaemonSet}
                  patch: |-
                    apiVersion: apps/v1
                    kind: Any
                    metadata:
                      name: any
                    spec:
                      template:
                        metadata:
                          annotations:
                            %s: %s
                """.formatted(kind.manifests(), OperatorImage.ID_ANNOTATION, image.id());
    }
}
