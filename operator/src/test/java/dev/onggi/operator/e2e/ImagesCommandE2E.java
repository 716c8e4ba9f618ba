package dev.onggi.operator.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.operator.docs.Reader;
import dev.onggi.operator.model.Digest;
import dev.onggi.testbed.Terminal;
import dev.onggi.testbed.TestCluster;
import dev.onggi.testbed.TestNamespace;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What a person asks of images, by the documented command, where Pod Security {@code restricted} is enforced. */
@ExtendWith(E2eCluster.class)
class ImagesCommandE2E {

    @TempDir
    private Path directory;

    @Test
    void shouldShowTagsDigestsSharedLayersAndUsersWhenTheDocumentedCommandIsRun(
            TestCluster cluster, TestNamespace namespace) {
        // Given: two images that share a layer, of which a Deployment uses one
        var workspace = new Workspace(cluster, namespace.name());
        var address = workspace.applyRegistry().getStatus().address();
        var client = new RegistryClientPod(cluster, namespace.name()).start("registry-push", "registry-ca");
        client.run("cd /scratch && for layer in shared app web; do "
                + "head -c 50000 /dev/urandom > $layer && tar -cf $layer.tar $layer; done");
        client.run(push(address + "/team/app:1.0", "app"));
        client.run(push(address + "/team/web:2.0", "web"));
        var app = new Digest(
                client.run("crane digest " + address + "/team/app:1.0").strip());
        var web = new Digest(
                client.run("crane digest " + address + "/team/web:2.0").strip());
        cluster.kubectl("delete", "pod/client", "-n", namespace.name(), "--wait=true");
        cluster.kubectl(
                "label", "namespace", namespace.name(), "--overwrite", "pod-security.kubernetes.io/enforce=restricted");
        workspace.apply(workload(address + "/team/app@" + app));
        var terminal = Terminal.open(directory, cluster, namespace.name());
        var docs = new Reader("docs/registry.md", terminal);
        var example = new Reader("examples/images/README.md", terminal);
        example.type("kubectl apply -f examples/images/images.yaml");
        docs.type("kubectl apply -n team-a -f examples/images/images.yaml");

        // When
        var all = docs.type("kubectl run images -n team-a");

        // Then
        assertThat(line(all, "team/app"))
                .matches("team/app +1\\.0 +" + app.shortened() + " +\\S+ kB +2 +1 \\(\\S+ kB\\) +Deployment/"
                        + namespace.name() + "/runs.*");
        assertThat(line(all, "team/web"))
                .matches("team/web +2\\.0 +" + web.shortened() + " +\\S+ kB +2 +1 \\(\\S+ kB\\) +- *");

        // When
        var found = example.type("kubectl run images --rm", "WEB");

        // Then
        assertThat(found).contains("team/web").doesNotContain("team/app");

        // When
        var layers = example.type("kubectl run images --rm", "app", "--layers");

        // Then
        assertThat(layers.lines().filter(line -> line.startsWith("team/app:1.0")))
                .hasSize(2);
        assertThat(layers.lines().filter(line -> line.endsWith("team/web:2.0"))).hasSize(1);

        // When: it may look into other namespaces, of which one has a user
        try (var other = TestNamespace.create(cluster, "e2e-images-other")) {
            new Workspace(cluster, other.name()).apply(workload(address + "/team/web@" + web));
            docs.type("kubectl create clusterrolebinding onggi-images-view");

            // Then
            assertThat(line(docs.type("kubectl run images -n team-a"), "team/web"))
                    .contains("Deployment/" + other.name() + "/runs");
        } finally {
            cluster.kubectl("delete", "clusterrolebinding", "onggi-images-view", "--ignore-not-found");
        }
        example.type("kubectl delete -f examples/images/images.yaml");
    }

    private static String push(String reference, String layer) {
        return "cd /scratch && crane append --new_layer shared.tar --new_layer %s.tar --new_tag %s"
                .formatted(layer, reference);
    }

    private static String line(String table, String repository) {
        return table.lines()
                .filter(line -> line.startsWith(repository))
                .findFirst()
                .orElseThrow(() -> new AssertionError(repository + " is not in\n" + table));
    }

    /** It counts as a user though it has no Pod. */
    private static String workload(String image) {
        return """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: runs}
                spec:
                  replicas: 0
                  selector: {matchLabels: {app: runs}}
                  template:
                    metadata: {labels: {app: runs}}
                    spec: {containers: [{name: runs, image: "%s"}]}
                """.formatted(image);
    }
}
