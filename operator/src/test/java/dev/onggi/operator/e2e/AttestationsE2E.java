package dev.onggi.operator.e2e;

import static dev.onggi.operator.e2e.Workspace.condition;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.onggi.testbed.TestCluster;
import dev.onggi.testbed.TestNamespace;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is said of an image beside it: how it was built, and what is in it. */
@ExtendWith(E2eCluster.class)
class AttestationsE2E {

    private static final String PROVENANCE = "https://slsa.dev/provenance/";
    private static final String SBOM = "https://spdx.dev/Document";

    /** It writes one name into its list, which it can only have from the image. */
    private static final String SCANNER = """
            apiVersion: onggi.dev/v1alpha1
            kind: ImageBuild
            metadata: {name: scanner}
            spec:
              source:
                inline:
                  files:
                    Dockerfile: |
                      FROM busybox:stable
                      COPY scan.sh /
                      ENTRYPOINT ["sh", "/scan.sh"]
                    scan.sh: |
                      {
                        echo '{"_type": "https://in-toto.io/Statement/v0.1", "predicateType": "https://spdx.dev/Document",'
                        echo '"predicate": {"spdxVersion": "SPDX-2.3", "SPDXID": "SPDXRef-DOCUMENT",'
                        echo "\\"name\\": \\"$(cat "$BUILDKIT_SCAN_SOURCE/hello")\\"}}"
                      } >"$BUILDKIT_SCAN_DESTINATION/sbom.spdx.json"
              cache: {mode: Shared}
            """;

    @Test
    void shouldKeepTheImagesDigestWhenAttestationsArePushedWithIt(TestCluster cluster, TestNamespace namespace)
            throws IOException {
        // Given
        var workspace = new Workspace(cluster, namespace.name());
        workspace.applyRegistry();
        workspace.apply(SCANNER);
        var scanner = workspace.awaitReady("scanner").getStatus().image().reference();
        var yaml = """
                apiVersion: onggi.dev/v1alpha1
                kind: ImageBuild
                metadata: {name: app}
                spec:
                  source:
                    inline: {files: {Dockerfile: "FROM busybox:stable\\nRUN echo of-the-image >/hello\\nCMD sleep 3600"}}
                  cache: {mode: Shared}
                  image: {provenance: true, sbom: {scanner: "%s"}}
                  rebuild: "%s"
                  rollout: {deployment: {}}
                """;

        // When
        workspace.apply(yaml.formatted(scanner, "1"));
        var first = workspace.awaitReady("app").getStatus();
        workspace.apply(yaml.formatted(scanner, "2"));
        var second = workspace.awaitReady("app").getStatus();

        // Then
        assertThat(second.build().number()).isEqualTo(2);
        assertThat(second.image().digest()).isEqualTo(first.image().digest());
        assertThat(second.image().layers()).isEqualTo(2);
        assertThat(second.rollout().digest()).isEqualTo(first.image().digest());
        var client = new RegistryClientPod(cluster, namespace.name()).start("registry-push", "registry-ca");
        var repository =
                first.image().reference().substring(0, first.image().reference().indexOf('@'));
        var manifests = json(client, "crane manifest " + repository + ":latest").path("manifests");
        assertThat(manifests.get(0).path("digest").asText())
                .isEqualTo(first.image().digest());
        var attestations = attestations(client, repository, manifests.get(1));
        assertThat(attestations.keySet()).anyMatch(type -> type.startsWith(PROVENANCE));
        assertThat(attestations.get(SBOM)).contains("of-the-image");

        // When
        workspace.apply(yaml.formatted(repository + ":nosuch", "2"));
        var stalled = workspace.awaitCondition("app", "Stalled", "True", "BaseImageNotFound");

        // Then
        assertThat(condition(stalled, "Stalled").message())
                .contains("spec.image.sbom names image " + repository + ":nosuch, which does not exist");
    }

    private static Map<String, String> attestations(RegistryClientPod client, String repository, JsonNode manifest)
            throws IOException {
        var found = new HashMap<String, String>();
        for (var layer : json(
                        client,
                        "crane manifest " + repository + "@"
                                + manifest.path("digest").asText())
                .path("layers")) {
            var blob = client.run(
                    "crane blob " + repository + "@" + layer.path("digest").asText());
            found.put(
                    layer.path("annotations").path("in-toto.io/predicate-type").asText(), blob);
        }
        return found;
    }

    private static JsonNode json(RegistryClientPod client, String command) throws IOException {
        return new ObjectMapper().readTree(client.run(command));
    }
}
