package dev.onggi.operator.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.api.v1alpha1.ImageBuild;
import dev.onggi.operator.docs.Page;
import dev.onggi.operator.docs.Reader;
import dev.onggi.testbed.Terminal;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands of the docs that need an API server alone, in the words of the docs. */
class DocumentedCommandsIT {

    private static final String NEEDS_CERT_MANAGER = "kubectl get certificate";

    private final Team team = Team.create();

    @TempDir
    private Path directory;

    private Terminal terminal;

    @BeforeEach
    void open() {
        terminal = Terminal.open(directory, ApiServer.kubeconfig(), team.namespace());
    }

    @Test
    void shouldMakeASecretThatAnExternalRegistryTakes() throws IOException {
        // Given
        Files.writeString(directory.resolve("ca.crt"), "a certificate");
        var docs = new Reader("docs/external-registries.md", terminal);

        // When
        docs.type("kubectl create secret docker-registry robot");
        docs.type("kubectl create secret generic company-ca");

        // Then
        var robot = team.get(Secret.class, "robot");
        assertThat(robot.getType()).isEqualTo("kubernetes.io/dockerconfigjson");
        assertThat(text(robot, ".dockerconfigjson")).contains("\"harbor.example.com\"", "robot$shops+onggi");
        assertThat(text(team.get(Secret.class, "company-ca"), "ca.crt")).isEqualTo("a certificate");
    }

    @Test
    void shouldMakeASecretOfAWebhookAndShowIt() {
        // Given
        var docs = new Reader("docs/triggers.md", terminal);

        // When
        docs.type("kubectl create secret generic hello-webhook");

        // Then
        assertThat(docs.type("kubectl get secret hello-webhook"))
                .matches("[0-9a-f]{64}")
                .isEqualTo(text(team.get(Secret.class, "hello-webhook"), "token"));
    }

    @Test
    void shouldTeachArgoCdTheHealthOfBothKinds() {
        // Given
        var argoCd = Team.create("argocd", "baseline");
        argoCd.apply("""
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: argocd-cm}
                data: {url: "https://argocd.example.com"}
                """);

        // When
        new Reader("examples/gitops/README.md", terminal).type("kubectl patch configmap argocd-cm");

        // Then
        assertThat(argoCd.get(ConfigMap.class, "argocd-cm").getData())
                .containsOnlyKeys(
                        "url",
                        "resource.customizations.health.onggi.dev_ImageBuild",
                        "resource.customizations.health.onggi.dev_LocalRegistry");
    }

    @Test
    void shouldTellWhatIsWrongAndWhatHappened() {
        try (var operator = RunningOperator.start()) {
            // Given
            assertThat(operator.registry()).isNotNull();
            var others = Team.create();
            others.applySimpleRegistry();
            team.apply("""
                    apiVersion: onggi.dev/v1alpha1
                    kind: ImageBuild
                    metadata: {name: app}
                    spec:
                      registryRef: {name: registry, namespace: %s}
                      source: {inline: {files: {Dockerfile: "FROM scratch"}}}
                    """.formatted(others.namespace()));
            var stalled = team.awaitCondition(ImageBuild.class, "app", "Stalled", "True RegistryAccessDenied");
            var docs = new Reader("docs/troubleshooting.md", terminal);

            // Then
            assertThat(docs.type("kubectl get imagebuild app").lines())
                    .contains("Stalled=True RegistryAccessDenied: " + stalled.message());
            assertThat(docs.type("kubectl get events")).contains("RegistryAccessDenied", "imagebuild/app");

            // Then: what the tables say can be typed; most of the objects are not there
            var mentioned = Page.mentioned("docs/troubleshooting.md", "kubectl").stream()
                    .filter(command -> command.split(" ").length > 2 && !NEEDS_CERT_MANAGER.equals(command))
                    .map(command -> command.replaceAll("<(\\w+)>", "a-$1"))
                    .toList();
            assertThat(mentioned)
                    .hasSizeGreaterThan(25)
                    .allSatisfy(command -> assertThat(
                                    terminal.run("timeout 20 " + command + " 2>&1 || echo \"exit code $?\""))
                            .as(command)
                            .matches(said -> !said.contains("exit code") || said.contains("(NotFound)"), "understood"));
        }
    }

    private static String text(Secret secret, String key) {
        return new String(Base64.getDecoder().decode(secret.getData().get(key)), StandardCharsets.UTF_8);
    }
}
