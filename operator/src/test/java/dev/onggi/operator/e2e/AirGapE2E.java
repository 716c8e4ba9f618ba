package dev.onggi.operator.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.operator.e2e.ExternalRegistry.Login;
import dev.onggi.testbed.ReadyWait;
import dev.onggi.testbed.TestCluster;
import dev.onggi.testbed.TestNamespace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** {@code examples/registries/air-gap}: images come from a file and from a registry that asks who is there; builds find them. */
@ExtendWith(E2eCluster.class)
class AirGapE2E {

    private static final Path EXAMPLE = Path.of("../examples/registries/air-gap");
    private static final String CRANE = "gcr.io/go-containerregistry/crane/debug:v0.22.1";
    private static final String BUSYBOX = "docker.io/library/busybox:stable";

    @Test
    void shouldBuildFromWhatWasCopiedInWhenThereIsNoWayOut(
            TestCluster cluster, TestNamespace namespace, @TempDir Path folder) throws IOException {
        // Given
        var workspace = new Workspace(cluster, namespace.name());
        cluster.loadImage(CRANE);
        workspace.apply(read("registry.yaml"));
        workspace.apply(read("files.yaml"));
        cluster.kubectl("wait", "-n", namespace.name(), "--for=condition=Ready", "pod/air-gap-files", "--timeout=2m");
        new ReadyWait(cluster, System.out::println)
                .await(LocalRegistry.class, namespace.name(), "registry", Duration.ofMinutes(4));
        var file = folder.resolve("busybox.tar");
        Files.write(file, busybox(cluster));
        cluster.kubectl("cp", "-n", namespace.name(), file.toString(), "air-gap-files:/images/busybox.tar");
        var bastion = ExternalRegistry.start(workspace, Login.BASIC);
        inFilesPod(
                workspace,
                "crane auth login %s -u %s -p %s --insecure && crane push --insecure /images/busybox.tar %s/team/app:1.0"
                        .formatted(
                                bastion.host(),
                                ExternalRegistry.WRITER,
                                ExternalRegistry.WRITER_PASSWORD,
                                bastion.host()));
        sourceSecret(workspace, bastion);

        // When
        workspace.apply(read("copy.yaml")
                .replace("bastion.example.com:5000", bastion.host())
                .replace(
                        "    quay.io/team/app:1.0 ",
                        "    busybox:latest /images/busybox.tar\n    quay.io/team/app:1.0 "));
        cluster.kubectl("wait", "-n", namespace.name(), "--for=condition=Failed", "job/air-gap-copy", "--timeout=2m");
        var log = cluster.kubectl("logs", "-n", namespace.name(), "job/air-gap-copy");

        // Then: each image is told, and one that cannot be copied stops no other
        assertThat(log)
                .contains("[1/3] docker.io/library/busybox:stable: copied in ")
                .contains("[2/3] busybox:latest: FAILED: write the name with its host")
                .contains("[3/3] quay.io/team/app:1.0: copied in ")
                .contains("3 images, 1 failed")
                .doesNotContain(ExternalRegistry.WRITER_PASSWORD);

        // When: the list is corrected
        cluster.kubectl("delete", "-n", namespace.name(), "job/air-gap-copy");
        workspace.apply(read("copy.yaml").replace("bastion.example.com:5000", bastion.host()));
        cluster.kubectl("wait", "-n", namespace.name(), "--for=condition=Complete", "job/air-gap-copy", "--timeout=2m");

        // Then
        assertThat(cluster.kubectl("logs", "-n", namespace.name(), "job/air-gap-copy"))
                .contains("2 images, 0 failed");

        // When: nothing answers as quay.io here
        workspace.apply("""
                apiVersion: onggi.dev/v1alpha1
                kind: ImageBuild
                metadata: {name: app}
                spec:
                  source: {inline: {files: {Dockerfile: "FROM quay.io/team/app:1.0\\nRUN echo built > /built"}}}
                """);

        // Then
        assertThat(workspace.awaitReady("app").getStatus().image().digest()).startsWith("sha256:");
    }

    /** What {@code docker save} would give; the node has it, as the cluster's kubectl may run there. */
    private static byte[] busybox(TestCluster cluster) {
        cluster.onNode(
                "ctr",
                "-n",
                "k8s.io",
                "images",
                "pull",
                "--hosts-dir",
                cluster.kind().certsDirectory(),
                BUSYBOX);
        cluster.onNode(
                "ctr", "-n", "k8s.io", "images", "export", "--platform", "linux/amd64", "/tmp/busybox.tar", BUSYBOX);
        return Base64.getMimeDecoder().decode(cluster.onNode("base64", "/tmp/busybox.tar"));
    }

    private static void inFilesPod(Workspace workspace, String command) {
        workspace
                .cluster()
                .kubectl(
                        "exec",
                        "-n",
                        workspace.namespace(),
                        "air-gap-files",
                        "--",
                        "/busybox/sh",
                        "-c",
                        "export DOCKER_CONFIG=/images/.docker; " + command);
    }

    private static void sourceSecret(Workspace workspace, ExternalRegistry bastion) {
        bastion.loginSecret("air-gap-source");
        var ca =
                Base64.getEncoder().encodeToString(bastion.ca().certificatePem().getBytes(StandardCharsets.UTF_8));
        workspace
                .cluster()
                .kubectl(
                        "patch",
                        "secret/air-gap-source",
                        "-n",
                        workspace.namespace(),
                        "--type=merge",
                        "-p",
                        "{\"data\":{\"ca.crt\":\"%s\"}}".formatted(ca));
    }

    private static String read(String name) throws IOException {
        return Files.readString(EXAMPLE.resolve(name));
    }
}
