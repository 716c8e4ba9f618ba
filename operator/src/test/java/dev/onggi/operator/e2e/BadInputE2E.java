package dev.onggi.operator.e2e;

import static dev.onggi.operator.e2e.Workspace.condition;
import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.api.v1alpha1.ImageBuild;
import dev.onggi.testbed.TestCluster;
import dev.onggi.testbed.TestNamespace;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What a person who makes a mistake is told: condition, reason and message; and that the corrected resource then succeeds.
 * What the API server refuses by itself is in {@link dev.onggi.operator.schema.SchemaIT}.
 */
@ExtendWith(E2eCluster.class)
class BadInputE2E {

    /** One registry for all: no test changes it. */
    private static TestNamespace namespace;

    private static Workspace workspace;

    @BeforeAll
    static void makeRegistry(TestCluster cluster) {
        namespace = TestNamespace.create(cluster, "e2e-badinput-shared");
        workspace = new Workspace(cluster, namespace.name());
        workspace.applyRegistry();
    }

    @AfterAll
    static void removeRegistry() {
        namespace.close();
    }

    @Test
    void shouldSayWhatIsThereWhenThereIsNoDockerfile() {
        // Given
        var yaml = imageBuild("no-dockerfile", "Readme.md", "nothing to build");

        // When
        workspace.apply(yaml);
        var stalled = workspace.awaitCondition("no-dockerfile", "Stalled", "True", "DockerfileNotFound");

        // Then
        assertThat(condition(stalled, "Ready").status()).isEqualTo("False");
        assertThat(condition(stalled, "Ready").message())
                .contains("there is no file \"Dockerfile\" in contextDir \".\"")
                .contains("Readme.md");
        shouldSucceedWhenCorrected("no-dockerfile");
    }

    @Test
    void shouldNameTheLineWhenTheDockerfileCannotBeRead() {
        // Given
        var yaml = imageBuild("syntax", "Dockerfile", "FROM busybox:stable\nRUNN echo hello");

        // When
        workspace.apply(yaml);
        var stalled = workspace.awaitCondition("syntax", "Stalled", "True", "DockerfileInvalid");

        // Then
        assertThat(stalled.getStatus().failure().line()).isEqualTo(2);
        assertThat(condition(stalled, "Ready").message()).contains("RUNN").contains("Dockerfile:2");
        shouldSucceedWhenCorrected("syntax");
    }

    @Test
    void shouldGiveLineInstructionExitCodeAndLastWordsWhenARunFails() {
        // Given
        var yaml = imageBuild(
                "run-fails",
                "Dockerfile",
                "FROM busybox:stable\nENV A=b\nRUN echo these are my last words >&2; exit 3");

        // When
        workspace.apply(yaml);
        var stalled = workspace.awaitCondition("run-fails", "Stalled", "True", "BuildStepFailed");

        // Then
        var failure = stalled.getStatus().failure();
        assertThat(failure.dockerfile()).isEqualTo("Dockerfile");
        assertThat(failure.line()).isEqualTo(3);
        assertThat(failure.instruction()).startsWith("RUN echo these are my last words");
        assertThat(failure.exitCode()).isEqualTo(3);
        assertThat(failure.log()).contains("these are my last words");
        assertThat(condition(stalled, "Ready").message())
                .contains("exit code 3 at Dockerfile:3 RUN echo")
                .contains("kubectl logs -n " + namespace.name() + " run-fails-1-build");
        assertThat(condition(stalled, "Built").reason()).isEqualTo("BuildStepFailed");
        assertThat(workspace.events("run-fails", "BuildFailed"))
                .singleElement()
                .satisfies(event -> assertThat(event.getNote()).contains("these are my last words"));
        shouldSucceedWhenCorrected("run-fails");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            frontend | # syntax=example.com/evil:1\\nFROM busybox:stable      | asks for a front end that is not allowed
            network  | FROM busybox:stable\\nRUN --network=host true          | network.host is not allowed
            insecure | FROM busybox:stable\\nRUN --security=insecure true     | security.insecure is not allowed
            """)
    void shouldRefuseWhatAsksForMoreRights(String name, String dockerfile, String message) {
        // When
        workspace.apply(imageBuild(name, "Dockerfile", dockerfile.replace("\\n", "\n")));
        var stalled = workspace.awaitCondition(name, "Stalled", "True", "DockerfileInvalid");

        // Then
        assertThat(condition(stalled, "Ready").message()).contains(message);
    }

    @Test
    void shouldNameTheImageWhenFromDoesNotExist() {
        // Given
        var yaml = imageBuild("from", "Dockerfile", "FROM docker.io/library/there-is-no-such-image:1");

        // When
        workspace.apply(yaml);
        var stalled = workspace.awaitCondition("from", "Stalled", "True", "BaseImageNotFound");

        // Then
        assertThat(condition(stalled, "Ready").message()).contains("docker.io/library/there-is-no-such-image:1");
        shouldSucceedWhenCorrected("from");
    }

    @Test
    void shouldKeepTryingWhenTheGitServerDoesNotResolve() {
        // Given
        var yaml = """
                apiVersion: onggi.dev/v1alpha1
                kind: ImageBuild
                metadata: {name: git-host}
                spec:
                  source: {git: {url: "https://git.there-is-no-such-host.example/team/app.git"}}
                """;

        // When
        workspace.apply(yaml);
        var retrying = workspace.awaitCondition("git-host", "Reconciling", "True", "SourceUnreachable");

        // Then
        assertThat(condition(retrying, "Stalled")).isNull();
        assertThat(condition(retrying, "SourceFetched").status()).isEqualTo("False");
        assertThat(condition(retrying, "Ready").message()).contains("git.there-is-no-such-host.example");
        shouldSucceedWhenCorrected("git-host");
    }

    @Test
    void shouldNameTheLimitWhenABuildOutrunsItsTimeout() {
        // Given
        var yaml = """
                apiVersion: onggi.dev/v1alpha1
                kind: ImageBuild
                metadata: {name: slow}
                spec:
                  source: {inline: {files: {Dockerfile: "FROM busybox:stable\\nRUN sleep 120"}}}
                  builder: {timeout: 10s}
                """;

        // When
        workspace.apply(yaml);
        var stalled = workspace.awaitCondition("slow", "Stalled", "True", "BuildTimedOut");

        // Then
        assertThat(condition(stalled, "Ready").message())
                .contains("the build took longer than spec.builder.timeout, 10s; raise it");
        assertThat(workspace.buildPods("slow")).hasSize(1);
        shouldSucceedWhenCorrected("slow");
    }

    @Test
    void shouldListWhatIsThereWhenTheRegistryDoesNotExist() {
        // Given
        var yaml = """
                apiVersion: onggi.dev/v1alpha1
                kind: ImageBuild
                metadata: {name: no-registry}
                spec:
                  registryRef: {name: nowhere}
                  source: {inline: {files: {Dockerfile: FROM busybox:stable}}}
                """;

        // When
        workspace.apply(yaml);
        var stalled = workspace.awaitCondition("no-registry", "Stalled", "True", "RegistryNotFound");

        // Then
        assertThat(condition(stalled, "Ready").message())
                .contains("there is no LocalRegistry \"nowhere\" in namespace " + namespace.name() + ", only registry");
        assertThat(workspace.buildPods("no-registry")).isEmpty();
        shouldSucceedWhenCorrected("no-registry");
    }

    private static void shouldSucceedWhenCorrected(String name) {
        workspace.apply(imageBuild(name, "Dockerfile", "FROM busybox:stable\nENV NAME=" + name));
        ImageBuild ready = workspace.awaitReady(name);
        assertThat(ready.getStatus().failure()).isNull();
        assertThat(condition(ready, "Stalled")).isNull();
        assertThat(ready.getStatus().image().digest()).startsWith("sha256:");
    }

    private static String imageBuild(String name, String path, String content) {
        return """
                apiVersion: onggi.dev/v1alpha1
                kind: ImageBuild
                metadata: {name: %s}
                spec:
                  source:
                    inline:
                      files:
                        %s: |
                %s
                """.formatted(name, path, content.indent(10));
    }
}
