package dev.onggi.operator.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.testbed.TestCluster;
import dev.onggi.testbed.TestNamespace;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What .dockerignore lists is not in the build context, wherever the source comes from. Those that need a server or a volume
 * have the same step in their examples, which SourcesE2E builds: archive, oci and persistentVolumeClaim.
 */
@ExtendWith(E2eCluster.class)
class DockerignoreE2E {

    private static TestNamespace namespace;
    private static Workspace workspace;
    private static GitServer server;

    @BeforeAll
    static void makeSources(TestCluster cluster) {
        namespace = TestNamespace.create(cluster, "e2e-dockerignore-shared");
        workspace = new Workspace(cluster, namespace.name());
        workspace.apply(Workspace.REGISTRY);
        server = GitServer.start(workspace);
        server.basicAuthSecret("password", GitServer.PASSWORD);
        server.commit(".dockerignore", "*.secret\n");
        server.commit("left.secret", "x");
        server.commit("kept.txt", "x");
        workspace.apply("""
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: files}
                data: {.dockerignore: "*.secret", left.secret: x, kept.txt: x}
                """);
        workspace.applyRegistry();
    }

    @AfterAll
    static void removeSources() {
        namespace.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            inline     | inline: {files: {.dockerignore: "*.secret", left.secret: x, kept.txt: x}}
            config-map | configMapRef: {name: files}
            git        | git: {url: URL, secretRef: {name: password}}
            """)
    void shouldLeaveOutWhatIsListed(String name, String source) {
        // When: the step fails where a file is there that should not be, or is not that should
        workspace.apply("""
                apiVersion: onggi.dev/v1alpha1
                kind: ImageBuild
                metadata: {name: %s}
                spec:
                  source: {%s}
                  dockerfile:
                    inline: |
                      FROM busybox:stable
                      COPY . /src
                      RUN test -e /src/kept.txt && test ! -e /src/left.secret
                  cache: {mode: None}
                """.formatted(name, source.replace("URL", '"' + server.httpsUrl() + '"')));

        // Then
        assertThat(workspace.awaitReady(name).getStatus().failure()).isNull();
    }
}
