package dev.onggi.operator.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.operator.docs.Reader;
import dev.onggi.operator.model.UserSeed;
import dev.onggi.testbed.ReadyWait;
import dev.onggi.testbed.Terminal;
import dev.onggi.testbed.TestCluster;
import dev.onggi.testbed.TestNamespace;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Who may do what with a registry, by a real client and a real kubelet; and that nobody is refused while that changes. */
@ExtendWith(E2eCluster.class)
class RegistrySecurityE2E {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    private Path directory;

    @Test
    void shouldAdmitOnlySelectedNamespacesAndOnlyBelowTheirName(TestCluster cluster, TestNamespace namespace) {
        // Given
        var workspace = new Workspace(cluster, namespace.name());
        try (var guest = TestNamespace.create(cluster, "e2e-guest");
                var stranger = TestNamespace.create(cluster, "e2e-stranger")) {
            workspace.apply("""
                    apiVersion: onggi.dev/v1alpha1
                    kind: LocalRegistry
                    metadata: {name: registry}
                    spec: {access: {namespaces: {matchLabels: {kubernetes.io/metadata.name: %s}}}}
                    """.formatted(guest.name()));
            var address = ready(workspace).getStatus().address();
            var prefix = namespace.name() + ".registry-";

            // When: the selected one
            var client = new RegistryClientPod(cluster, guest.name());
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(secrets(cluster, guest)).contains(prefix + "push", prefix + "ca"));
            client.start(prefix + "push", prefix + "ca");
            var image = address + "/" + guest.name() + "/app";

            // Then: it can push below its name and nowhere else
            client.run(RegistryClientPod.push(image + ":1"));
            assertThat(client.run("crane manifest " + image + ":1")).contains("layers");
            assertThat(client.refusal(RegistryClientPod.push(address + "/" + namespace.name() + "/app:1")))
                    .contains("DENIED");
            assertThat(client.refusal("crane delete " + image + "@$(crane digest " + image + ":1)"))
                    .contains("DENIED");

            // Then: without a user nobody gets anything
            assertThat(client.refusal("DOCKER_CONFIG=/nowhere crane manifest " + image + ":1"))
                    .contains("UNAUTHORIZED");

            // Then: kubelets pull for the selected one alone
            assertThat(secrets(cluster, stranger)).doesNotContain("registry");
            pullingPod(cluster, stranger, image + ":1", prefix + "pull");
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(events(cluster, stranger)).contains("authorization failed"));
            pullingPod(cluster, guest, image + ":1", prefix + "pull");
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(events(cluster, guest)).contains("Successfully pulled image \"" + image));

            // When: it is no longer selected
            workspace.apply("""
                    apiVersion: onggi.dev/v1alpha1
                    kind: LocalRegistry
                    metadata: {name: registry}
                    spec: {access: {namespaces: {matchLabels: {kubernetes.io/metadata.name: nobody}}}}
                    """);

            // Then: its Secrets go, and the password that its Pod has read is worth nothing
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(secrets(cluster, guest)).doesNotContain(prefix));
            await().atMost(PATIENCE)
                    .ignoreExceptions()
                    .until(() -> client.run("crane manifest " + image + ":1 2>&1 || true")
                            .contains("UNAUTHORIZED"));
        }
    }

    @Test
    void shouldRefuseNothingWhenUsersAndCertificateAreRotatedMeanwhile(TestCluster cluster, TestNamespace namespace) {
        // Given: a client that pushes and pulls all the while
        var workspace = new Workspace(cluster, namespace.name());
        var address = workspace.applyRegistry().getStatus().address();
        var pod = registryPod(cluster, namespace);
        var client = new RegistryClientPod(cluster, namespace.name()).start("registry-push", "registry-ca");
        client.run("cat > /scratch/loop.sh <<'EOF'\n" + pushAndPull(address + "/busy:1")
                + "EOF\nsh /scratch/loop.sh > /dev/null 2>&1 &");
        awaitRounds(client, 3);
        var before = seed(cluster, namespace);

        // When
        var docs = new Reader("docs/registry.md", Terminal.open(directory, cluster, namespace.name()));
        docs.type("kubectl patch lreg registry");
        docs.type("kubectl wait lreg registry");
        assertThat(docs.type("kubectl get service registry")).matches("[0-9.]+");
        await().atMost(PATIENCE).until(() -> !seed(cluster, namespace).equals(before));
        ready(workspace);
        awaitRounds(client, rounds(client) + 3);

        // When: the certificate is gone, and another one is issued
        var certificate = mounted(cluster, namespace);
        cluster.kubectl("delete", "secret/registry-registry-tls", "-n", namespace.name());
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> !mounted(cluster, namespace).equals(certificate));
        awaitRounds(client, rounds(client) + 3);

        // Then
        client.run("touch /scratch/stop");
        assertThat(client.run("cat /scratch/failures 2>/dev/null || true"))
                .as(() -> client.run("tail -5 /scratch/log"))
                .isEmpty();
        assertThat(registryPod(cluster, namespace)).as("the same Pod").isEqualTo(pod);
        var old = new UserSeed(before).password(UserSeed.PUSH);
        var now = new UserSeed(seed(cluster, namespace)).password(UserSeed.PUSH);
        assertThat(client.run(ask(address, old))).contains("layers");
        assertThat(client.run(ask(address, now))).contains("layers");

        // When: the hour is over
        cluster.kubectl(
                "patch",
                "secret/registry-registry-users",
                "-n",
                namespace.name(),
                "--type=merge",
                "-p",
                "{\"data\":{\"previous\":\"%s\"}}".formatted(encoded("2020-01-01T00:00:00Z * " + before + "\n")));

        // Then
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(client.run(ask(address, old))).contains("UNAUTHORIZED"));
        assertThat(client.run(ask(address, now))).contains("layers");
    }

    /** Counts its rounds, and writes down every request that is refused. */
    private static String pushAndPull(String image) {
        return """
                cd /scratch; i=0
                while [ ! -f stop ]; do
                  i=$((i+1)); echo $i > rounds
                  date +%%N > content; tar -cf layer.tar content
                  crane append --new_layer layer.tar --new_tag %1$s >> log 2>&1 || echo push >> failures
                  crane manifest %1$s >> log 2>&1 || echo pull >> failures
                done
                """.formatted(image);
    }

    /** Asks with a password of the user push; prints the manifest or the refusal. */
    private static String ask(String address, String password) {
        return """
                mkdir -p /scratch/other; cat > /scratch/other/config.json <<'EOF'
                {"auths":{"%1$s":{"auth":"%2$s"}}}
                EOF
                DOCKER_CONFIG=/scratch/other crane manifest %1$s/busy:1 2>&1 || true
                """.formatted(address, encoded("push:" + password));
    }

    /** The certificate as the gateway has it mounted, which it looks at each second. */
    private static String mounted(TestCluster cluster, TestNamespace namespace) {
        return cluster.kubectl(
                "exec",
                "-n",
                namespace.name(),
                "deployment/registry-registry",
                "-c",
                "gateway",
                "--",
                "cat",
                "/etc/onggi/tls/tls.crt");
    }

    private static void awaitRounds(RegistryClientPod client, int wanted) {
        await().atMost(PATIENCE).ignoreExceptions().until(() -> rounds(client) >= wanted);
    }

    private static int rounds(RegistryClientPod client) {
        return Integer.parseInt(client.run("cat /scratch/rounds").strip());
    }

    private static String registryPod(TestCluster cluster, TestNamespace namespace) {
        return cluster.kubectl(
                "get",
                "pods",
                "-n",
                namespace.name(),
                "-l",
                "onggi.dev/localregistry=registry,app.kubernetes.io/name=registry",
                "-o",
                "jsonpath={.items[*].metadata.uid} {.items[*].status.containerStatuses[*].restartCount}");
    }

    private static LocalRegistry ready(Workspace workspace) {
        return new ReadyWait(workspace.cluster(), System.out::println)
                .await(LocalRegistry.class, workspace.namespace(), "registry", PATIENCE);
    }

    private static String seed(TestCluster cluster, TestNamespace namespace) {
        var seed = cluster.kubectl(
                "get", "secret/registry-registry-users", "-n", namespace.name(), "-o", "jsonpath={.data.seed}");
        return new String(Base64.getDecoder().decode(seed), StandardCharsets.UTF_8);
    }

    private static String secrets(TestCluster cluster, TestNamespace namespace) {
        return cluster.kubectl("get", "secrets", "-n", namespace.name(), "-o", "name");
    }

    /** The file in the image is no program, so its container cannot start; whether the image came is what counts. */
    private static void pullingPod(TestCluster cluster, TestNamespace namespace, String image, String secret) {
        cluster.kubectlWithInput("""
                apiVersion: v1
                kind: Pod
                metadata: {name: pulls}
                spec:
                  automountServiceAccountToken: false
                  imagePullSecrets: [{name: %s}]
                  containers: [{name: app, image: "%s", imagePullPolicy: Always, command: [/content]}]
                """.formatted(secret, image), "apply", "-n", namespace.name(), "-f", "-");
    }

    private static String events(TestCluster cluster, TestNamespace namespace) {
        return cluster.kubectl("get", "events", "-n", namespace.name(), "-o", "jsonpath={.items[*].message}");
    }

    private static String encoded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
