package dev.onggi.operator.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.operator.e2e.ExternalRegistry.Login;
import dev.onggi.testbed.TestCluster;
import dev.onggi.testbed.TestNamespace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** examples/registries/air-gap as its README has it: images come as a file and from a registry, and builds need nothing else. */
@ExtendWith(E2eCluster.class)
class AirGapE2E {

    private static final Path EXAMPLE = Path.of("..", "examples", "registries", "air-gap");
    private static final String FROM_FILE = "docker.io/library/busybox:stable";
    private static final String FROM_REGISTRY = "quay.io/team/app:1.0";

    /** Where the example says that the second image is. */
    private static final String BASTION = "bastion.example.com:5000/team/app:1.0";

    @TempDir
    Path carried;

    @Test
    void shouldBuildFromCopiedImagesWhenNothingElseCanBeReached(TestCluster cluster, TestNamespace namespace)
            throws IOException {
        // Given: a registry that wants a user and has a CA of its own, with an image, which is carried off as a file
        // too
        var workspace = new Workspace(cluster, namespace.name());
        var bastion = ExternalRegistry.start(workspace, Login.BASIC);
        var image = bastion.host() + "/team/app:1.0";
        bastion.loginSecret("bastion-login");
        bastion.caSecret("bastion-ca");
        var client = new RegistryClientPod(cluster, namespace.name()).start("bastion-login", "bastion-ca");
        client.run("mkdir -p /scratch/root/bin && cp /busybox/busybox /scratch/root/bin/sh && cd /scratch"
                + " && tar -cf layer.tar -C root bin && crane append --new_layer layer.tar --new_tag " + image
                + " && crane mutate --set-platform linux/amd64 --tag " + image + " " + image
                + " && crane pull " + image + " busybox.tar");
        var file = carried.resolve("busybox.tar").toString();
        cluster.kubectl("cp", "-n", namespace.name(), "client:scratch/busybox.tar", file);

        // When: its first commands
        workspace.apply(Files.readString(EXAMPLE.resolve("registry.yaml")));
        workspace.apply(Files.readString(EXAMPLE.resolve("files.yaml")));
        cluster.kubectl(
                "wait",
                "-n",
                namespace.name(),
                "--for=condition=Ready",
                "localregistry/registry",
                "pod/air-gap-files",
                "--timeout=5m");
        cluster.kubectl("cp", "-n", namespace.name(), file, "air-gap-files:/images/busybox.tar");
        workspace.apply(sourceSecret(bastion));
        var copy = Files.readString(EXAMPLE.resolve("copy.yaml"));
        assertThat(copy).contains(FROM_FILE, FROM_REGISTRY, BASTION);
        workspace.apply(copy.replace(BASTION, image));

        // Then
        cluster.kubectl("wait", "-n", namespace.name(), "job/air-gap-copy", "--for=create", "--timeout=20s");
        var log = cluster.kubectl(
                "logs", "-n", namespace.name(), "--follow", "--pod-running-timeout=2m", "job/air-gap-copy");
        assertThat(log)
                .contains(
                        "[1/2] " + FROM_FILE + " from /images/busybox.tar ...",
                        "[1/2] " + FROM_FILE + ": copied in",
                        "[2/2] " + FROM_REGISTRY + " from " + image + " ...",
                        "[2/2] " + FROM_REGISTRY + ": copied in",
                        "pushed blob",
                        "2 images, 0 failed");
        cluster.kubectl(
                "wait", "-n", namespace.name(), "--for=condition=Complete", "job/air-gap-copy", "--timeout=60s");

        // When: that registry can no longer be reached
        bastion.stop();
        workspace.apply("""
                apiVersion: onggi.dev/v1alpha1
                kind: ImageBuild
                metadata: {name: app}
                spec:
                  source:
                    inline:
                      files:
                        Dockerfile: |
                          FROM busybox:stable AS tools
                          FROM quay.io/team/app:1.0
                          COPY --from=tools /bin/sh /bin/copied
                          RUN ["/bin/sh", "-c", "echo built > /words"]
                """);

        // Then
        assertThat(workspace.awaitReady("app").getStatus().image().digest()).startsWith("sha256:");
    }

    /** As {@code kubectl create secret generic} makes it of two files. */
    private static String sourceSecret(ExternalRegistry bastion) {
        var auth = base64(ExternalRegistry.WRITER + ":" + ExternalRegistry.WRITER_PASSWORD);
        return """
                apiVersion: v1
                kind: Secret
                metadata: {name: air-gap-source}
                type: kubernetes.io/dockerconfigjson
                data: {.dockerconfigjson: %s, ca.crt: %s}
                """.formatted(
                        base64("{\"auths\":{\"%s\":{\"auth\":\"%s\"}}}".formatted(bastion.host(), auth)),
                        base64(bastion.ca().certificatePem()));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
