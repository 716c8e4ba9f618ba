package dev.onggi.operator.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.onggi.operator.docs.Reader;
import dev.onggi.operator.e2e.ExternalRegistry.Login;
import dev.onggi.testbed.Terminal;
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

/** examples/registries/air-gap as its README has it: images come as a file and from a registry, and builds need nothing else. */
@ExtendWith(E2eCluster.class)
class AirGapE2E {

    private static final String FROM_FILE = "docker.io/library/busybox:stable";
    private static final String FROM_REGISTRY = "quay.io/team/app:1.0";

    /** Where the example says that the second image is. */
    private static final String BASTION = "bastion.example.com:5000/team/app:1.0";

    @TempDir
    private Path directory;

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
        var terminal = Terminal.open(directory, cluster, namespace.name());
        var readme = new Reader("examples/registries/air-gap/README.md", terminal);
        var file = directory.resolve("busybox.tar").toString();
        cluster.kubectl("cp", "-n", namespace.name(), "client:scratch/busybox.tar", file);

        // When: its first commands
        readme.type("kubectl apply -f examples/registries/air-gap/registry.yaml");
        readme.type("kubectl wait --for=condition=Ready localregistry/registry");
        readme.type("kubectl cp");
        writeLogin(bastion);
        readme.type("kubectl create secret generic");
        var list = directory.resolve("examples/registries/air-gap/copy.yaml");
        var copy = Files.readString(list);
        assertThat(copy).contains(FROM_FILE, FROM_REGISTRY, BASTION);
        Files.writeString(list, copy.replace(BASTION, image));
        readme.type("kubectl apply -f examples/registries/air-gap/copy.yaml");

        // Then
        var log = await("the Pod is made")
                .atMost(Duration.ofMinutes(2))
                .ignoreExceptions()
                .until(() -> readme.type("kubectl logs --follow job/air-gap-copy"), text -> text.contains("failed"));
        assertThat(log)
                .contains(
                        "[1/2] " + FROM_FILE + " from /images/busybox.tar ...",
                        "[1/2] " + FROM_FILE + ": copied in",
                        "[2/2] " + FROM_REGISTRY + " from " + image + " ...",
                        "[2/2] " + FROM_REGISTRY + ": copied in",
                        "pushed blob",
                        "2 images, 0 failed");
        readme.type("kubectl wait --for=condition=Complete job/air-gap-copy");

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

        // When
        readme.type("kubectl delete -f examples/registries/air-gap");

        // Then
        assertThat(workspace.registry("registry")).isNull();
    }

    /** The two files that the Secret is made of. */
    private void writeLogin(ExternalRegistry bastion) throws IOException {
        var login = ExternalRegistry.WRITER + ":" + ExternalRegistry.WRITER_PASSWORD;
        var auth = Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
        Files.writeString(
                directory.resolve("config.json"),
                "{\"auths\":{\"%s\":{\"auth\":\"%s\"}}}".formatted(bastion.host(), auth));
        Files.writeString(directory.resolve("ca.crt"), bastion.ca().certificatePem());
    }
}
