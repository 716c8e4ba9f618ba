package dev.onggi.operator.e2e;

import static dev.onggi.operator.e2e.Workspace.condition;
import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.operator.docs.Reader;
import dev.onggi.testbed.Terminal;
import dev.onggi.testbed.TestCluster;
import dev.onggi.testbed.TestNamespace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** examples/sources, each of whose Dockerfiles looks whether it got the source that it should, and what was said where it did not. */
@ExtendWith(E2eCluster.class)
class SourcesE2E {

    private static final Path EXAMPLES = Path.of("..", "examples", "sources");

    private static TestNamespace namespace;
    private static Workspace workspace;
    private static Reader readme;

    @TempDir
    private static Path directory;

    @BeforeAll
    static void makeRegistry(TestCluster cluster) {
        namespace = TestNamespace.create(cluster, "e2e-sources-shared");
        workspace = new Workspace(cluster, namespace.name());
        workspace.applyRegistry();
        readme = new Reader("examples/sources/README.md", Terminal.open(directory, cluster, namespace.name()));
    }

    @AfterAll
    static void removeRegistry() {
        namespace.close();
    }

    @Test
    void shouldBuildAnArchiveAndUnpackNoneWithAnotherChecksum() throws IOException {
        // Given
        var example = example("archive");
        var server = example.substring(example.indexOf("---"));
        workspace.apply(server);
        awaitFileServer();
        var sha256 = "8c797d516dedee3290fe44e140d1487049b88c238404cef43996ed6e81b3d0a8";

        // When
        workspace.apply(example.replace(sha256, "0".repeat(64)));
        var stalled = workspace.awaitCondition("archive", "Stalled", "True", "ChecksumMismatch");

        // Then
        assertThat(condition(stalled, "Ready").message()).contains("http://files:8080/hello.tar.gz", sha256);

        // When
        readme.type("kubectl apply -f examples/sources/archive.yaml");
        readme.type("kubectl wait --for=condition=Ready imagebuild/archive");
        var ready = workspace.awaitReady("archive");

        // Then
        assertThat(ready.getStatus().source().revision()).isEqualTo("sha256:" + sha256);
        assertThat(ready.getStatus().source().shortRevision()).isEqualTo(sha256.substring(0, 12));
        assertThat(ready.getStatus().failure()).isNull();
    }

    @Test
    void shouldBuildAnImageOfTheLocalRegistryAndNameTheDigest() throws IOException {
        // Given
        inThisNamespace("oci-source");
        readme.type("kubectl apply -f examples/sources/oci-source.yaml");
        readme.type("kubectl wait --for=condition=Ready imagebuild/oci-source");
        var source = workspace.awaitReady("oci-source");

        // When
        workspace.apply(example("oci").replace(":1\"", ":none\""));
        var stalled = workspace.awaitCondition("oci", "Stalled", "True", "RevisionNotFound");

        // Then
        assertThat(condition(stalled, "Ready").message()).contains("hello-source:none");

        // When
        inThisNamespace("oci");
        readme.type("kubectl apply -f examples/sources/oci.yaml");
        readme.type("kubectl wait --for=condition=Ready imagebuild/oci ");
        var ready = workspace.awaitReady("oci");

        // Then
        assertThat(ready.getStatus().source().revision())
                .isEqualTo(source.getStatus().image().digest());
        assertThat(ready.getStatus().failure()).isNull();
    }

    @Test
    void shouldWaitForAClaimAndBuildWhatItsVolumeHasInsideOfIt() throws IOException {
        // Given
        var example = example("claim");
        var imageBuild = example.substring(0, example.indexOf("---"));

        // When
        workspace.apply(imageBuild);
        var waiting = workspace.awaitCondition("claim", "Stalled", "True", "SourceNotFound");

        // Then
        assertThat(condition(waiting, "Ready").message()).contains("there is no PersistentVolumeClaim \"sources\"");

        // When: the claim comes, whose volume is yet to be filled
        workspace.apply(example.substring(example.indexOf("---")));
        var missing = workspace.awaitImageBuild(
                "claim",
                "without its directory",
                found -> condition(found, "Ready").message().contains("has no directory \"hello\"")
                        || found.getStatus().image() != null);

        // Then
        assertThat(missing.getStatus().build().number()).isEqualTo(1);

        // When
        readme.type("kubectl wait --for=condition=Ready pod/editor");
        inEditor("exec", "editor", "--", "ln", "-s", "../../etc", "/sources/out");
        workspace.apply(imageBuild.replace("path: hello", "path: out"));
        var refused = workspace.awaitCondition("claim", "Stalled", "True", "SourceInvalid");

        // Then
        assertThat(condition(refused, "Ready").message()).contains("\"out\" leads out of the source");

        // When
        readme.type("kubectl apply -f examples/sources/claim.yaml");
        readme.type("kubectl patch imagebuild claim");
        readme.type("kubectl wait --for=condition=Ready imagebuild/claim");
        var ready = workspace.awaitReady("claim");

        // Then
        assertThat(ready.getStatus().source().revision()).matches("sha256:[0-9a-f]{64}");
        assertThat(workspace
                        .buildPods("claim")
                        .getLast()
                        .getSpec()
                        .getContainers()
                        .getFirst()
                        .getVolumeMounts())
                .noneSatisfy(mount -> assertThat(mount.getName()).isEqualTo("claim"));
    }

    private static void inEditor(String command, String... arguments) {
        workspace
                .cluster()
                .kubectl(Stream.concat(Stream.of(command, "-n", workspace.namespace()), Stream.of(arguments))
                        .toArray(String[]::new));
    }

    /** A build that came before it would be tried again, but only in half a minute. */
    private static void awaitFileServer() {
        workspace
                .cluster()
                .kubectl("wait", "-n", workspace.namespace(), "pod/files", "--for=condition=Ready", "--timeout=90s");
    }

    /** Writes the namespace into an example, as its README has it. */
    private static void inThisNamespace(String name) throws IOException {
        Files.writeString(directory.resolve("examples/sources").resolve(name + ".yaml"), example(name));
    }

    private static String example(String name) throws IOException {
        return Files.readString(EXAMPLES.resolve(name + ".yaml"))
                .replace("registry.default.svc", "registry." + namespace.name() + ".svc")
                .replace("default/hello-source", namespace.name() + "/hello-source");
    }
}
