package dev.onggi.operator.e2e;

import static dev.onggi.operator.e2e.Workspace.condition;
import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.operator.model.Digest;
import dev.onggi.testbed.TestCluster;
import dev.onggi.testbed.TestNamespace;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Secrets and keys that steps use: that they can, and that nothing of them is left anywhere. */
@ExtendWith(E2eCluster.class)
class BuildSecretsE2E {

    private static final String TOKEN = "tok-7Hq2vXw9-never-in-an-image";
    private static final String NETRC = "machine example.com login kim password pw-5Zt8-never-either";

    /** What a step leaves on purpose: whoever searches for secrets finds this, or does not search. */
    private static final String MARK = "mark-of-the-step-that-used-them";

    @Test
    void shouldUseSecretsAndLeaveThemNowhere(TestCluster cluster, TestNamespace namespace) {
        // Given
        var workspace = new Workspace(cluster, namespace.name());
        workspace.applyRegistry();
        workspace.apply(secret("npm", "token", TOKEN));
        workspace.apply(secret("hub", ".netrc", NETRC + "\n"));

        // When: the steps print all of it, and fail where it is not there
        workspace.apply(imageBuild(
                "app",
                """
                FROM busybox:stable
                RUN --mount=type=secret,id=token,env=TOKEN --mount=type=secret,id=netrc,target=/root/.netrc \\
                    test "$(printf %%s "$TOKEN" | sha256sum | cut -c1-64)" = %s && \\
                    test "$(sha256sum </root/.netrc | cut -c1-64)" = %s && \\
                    echo "it is $TOKEN." && cat /root/.netrc && base64 /root/.netrc && printf %%s "$TOKEN" | base64 && \\
                    echo mark-of-the-step-that-used-them >/mark
                RUN test -z "$TOKEN" && test ! -s /root/.netrc && test ! -e /run/secrets/token
                """.formatted(Digest.of(TOKEN).hex(), Digest.of(NETRC + "\n").hex()),
                """
                secrets:
                  - {id: token, secretRef: {name: npm}}
                  - {id: netrc, secretRef: {name: hub, key: .netrc}}
                """));
        var ready = workspace.awaitReady("app").getStatus();

        // Then: the kubelet gave them to a Pod of the build's own, and the log has them not
        assertThat(ready.build().pod()).isEqualTo("app-1-build");
        var log = cluster.kubectl("logs", "-n", namespace.name(), "app-1-build");
        assertThat(log).contains("it is ***.");
        var image = ready.image().reference();
        var client = new RegistryClientPod(cluster, namespace.name()).start("registry-push", "registry-ca");
        assertThat(exportedHas(client, image, MARK)).isTrue();
        var told = List.of(
                log,
                client.run("crane manifest " + image),
                client.run("crane config " + image),
                Serialization.asYaml(workspace.imageBuild("app")),
                Serialization.asYaml(workspace.buildPods("app")),
                cluster.kubectl("get", "events,configmaps", "-n", namespace.name(), "-o", "yaml"),
                cluster.kubectl("logs", "-n", "onggi-system", "deployment/onggi-operator"));
        assertThat(told)
                .allSatisfy(text ->
                        assertThat(forms()).allSatisfy(form -> assertThat(text).doesNotContain(form)));

        assertThat(forms())
                .allSatisfy(form -> assertThat(exportedHas(client, image, form)).isFalse());

        // and neither the cache's volume, with all layers unpacked, nor the registry's
        assertThat(filesWith(cluster, MARK))
                .as("the search finds what is there")
                .isNotEmpty();
        assertThat(forms())
                .allSatisfy(form -> assertThat(filesWith(cluster, form)).isEmpty());
    }

    @Test
    void shouldNameWhatIsMissingAndGoOnWhenItIsThere(TestCluster cluster, TestNamespace namespace) {
        // Given
        var workspace = new Workspace(cluster, namespace.name());
        workspace.applyRegistry();

        // When
        workspace.apply(imageBuild("app", """
                FROM busybox:stable
                RUN --mount=type=secret,id=token,required=true test -s /run/secrets/token
                """, "secrets: [{id: token, secretRef: {name: npm}}]"));
        var missing = workspace.awaitCondition("app", "Stalled", "True", "PodBlocked");

        // Then
        assertThat(condition(missing, "Ready").message()).contains("secret \"npm\" not found");

        // When
        workspace.apply(secret("npm", "other", "other value"));
        var keyless = workspace.awaitImageBuild(
                "app",
                "misses the key",
                found -> condition(found, "Ready").message().contains("non-existent"));

        // Then
        assertThat(condition(keyless, "Stalled").reason()).isEqualTo("PodBlocked");
        assertThat(condition(keyless, "Ready").message()).contains("put the key token into Secret npm (spec.secrets)");

        // When
        workspace.apply(secret("npm", "token", TOKEN));

        // Then: the same Pod goes on
        var ready = workspace.awaitCondition("app", "Ready", "True", "Succeeded");
        assertThat(ready.getStatus().build().number()).isEqualTo(1);
    }

    @Test
    void shouldCloneAPrivateDependencyWhenAStepMaySignWithAKey(TestCluster cluster, TestNamespace namespace) {
        // Given
        var workspace = new Workspace(cluster, namespace.name());
        workspace.apply(Workspace.REGISTRY);
        var server = GitServer.start(workspace);
        server.sshSecret("deploy");
        var commit = server.commit("library.txt", "a private library");
        workspace.applyRegistry();

        // When: the agent signs, and gives nobody the key
        workspace.apply(imageBuild("app", """
                FROM docker.io/onggi/testbed-git:1
                RUN --mount=type=ssh --mount=type=secret,id=known_hosts,target=/root/.ssh/known_hosts \\
                    git clone -q %s /library && test "$(git -C /library rev-parse HEAD)" = %s
                RUN test -z "$SSH_AUTH_SOCK" && test -z "$(find / -xdev -name ssh-default)"
                """.formatted(server.sshUrl(), commit), """
                ssh: [{secretRef: {name: deploy}}]
                secrets: [{id: known_hosts, secretRef: {name: deploy}}]
                """));
        var ready = workspace.awaitReady("app").getStatus();

        // Then
        assertThat(ready.failure()).isNull();
        var key = new String(
                Base64.getDecoder()
                        .decode(cluster.client()
                                .secrets()
                                .inNamespace(namespace.name())
                                .withName("deploy")
                                .get()
                                .getData()
                                .get("ssh-privatekey")),
                StandardCharsets.UTF_8);
        var line = key.lines().skip(2).findFirst().orElseThrow();
        assertThat(filesWith(cluster, "a private library")).isNotEmpty();
        assertThat(filesWith(cluster, line)).isEmpty();
    }

    /** As they are, and as base64 would have them. */
    private static List<String> forms() {
        return Stream.of(TOKEN, NETRC, NETRC + "\n")
                .flatMap(value -> Stream.of(
                        value.strip(), Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8))))
                .distinct()
                .toList();
    }

    private static boolean exportedHas(RegistryClientPod client, String image, String text) {
        // busybox's grep sees of a line what is before its first NUL, and a tar archive has them before each file
        var count = client.run(
                "crane export %s /scratch/image.tar && tr '\\000' '\\n' </scratch/image.tar >/scratch/lines && { grep -cF -e '%s' /scratch/lines; test $? -le 1; }"
                        .formatted(image, text));
        return !count.strip().equals("0");
    }

    /** Files of the node's volumes that have a text in them: of registries, caches and whatever else has a claim. */
    private static String filesWith(TestCluster cluster, String text) {
        return cluster.onNode(
                "sh", "-c", "grep -rlaF -e \"$1\" /tmp/hostpath_pv | head -n 5; test -d /tmp/hostpath_pv", "sh", text);
    }

    private static String secret(String name, String key, String value) {
        return """
                apiVersion: v1
                kind: Secret
                metadata: {name: %s}
                data: {%s: %s}
                """.formatted(name, key, Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8)));
    }

    private static String imageBuild(String name, String dockerfile, String fields) {
        return """
                apiVersion: onggi.dev/v1alpha1
                kind: ImageBuild
                metadata: {name: %s}
                spec:
                  source:
                    inline:
                      files:
                        Dockerfile: |
                %s
                  cache: {mode: Shared, size: 1Gi}
                %s
                """.formatted(name, dockerfile.indent(10), fields.indent(2));
    }
}
