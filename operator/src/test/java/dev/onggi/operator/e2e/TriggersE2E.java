package dev.onggi.operator.e2e;

import static dev.onggi.operator.e2e.Workspace.condition;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.onggi.api.v1alpha1.BaseImage;
import dev.onggi.operator.e2e.WebhookSender.Kind;
import dev.onggi.testbed.OperatorInstallation;
import dev.onggi.testbed.TestCluster;
import dev.onggi.testbed.TestNamespace;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What starts a build although nobody has changed the resource. */
@ExtendWith(E2eCluster.class)
class TriggersE2E {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @Test
    void shouldBuildEachNewCommitOnceAlsoWhenTheOperatorIsKilled(
            TestCluster cluster, OperatorInstallation operator, TestNamespace namespace) {
        // Given
        var workspace = new Workspace(cluster, namespace.name());
        workspace.apply(Workspace.REGISTRY);
        var server = GitServer.start(workspace);
        server.basicAuthSecret("password", GitServer.PASSWORD);
        workspace.applyRegistry();
        workspace.apply(imageBuild(server, "interval: 30s"));
        workspace.awaitCondition("app", "Watching", "True", "Watching");

        // When
        var second = server.commit("greeting.txt", "second");
        awaitBuilt(workspace, second);

        // Then
        assertThat(workspace.imageBuild("app").getStatus().trigger().found()).isEqualTo(second);
        assertThat(numbers(workspace)).containsExactly(2, 1);

        // When: nobody is there to hear of the next one
        workspace.awaitCondition("app", "Watching", "True", "Watching");
        operator.kill();
        var third = server.commit("greeting.txt", "third");
        awaitBuilt(workspace, third);

        // Then
        assertThat(numbers(workspace)).containsExactly(3, 2, 1);
        assertThat(workspace.buildPods("app")).hasSize(3);
        assertThat(workspace.events("app", "NewCommit")).hasSize(2);

        // Given: a webhook, and so rare questions that no other one comes
        var hook = new WebhookSender(workspace).start("hook");
        workspace.apply(imageBuild(server, "interval: 24h")
                .replace("triggers: {", "triggers: {webhook: {secretRef: {name: hook}}, "));
        workspace.awaitCondition("app", "Watching", "True", "Watching");

        // When
        var fourth = server.commit("greeting.txt", "fourth");
        for (var kind : Kind.values()) {
            assertThat(hook.refusal(kind, "app", "another secret")).contains("403 Forbidden");
        }
        assertThat(hook.send(Kind.GITHUB, "app")).isEqualTo("the git server is asked\n");
        awaitBuilt(workspace, fourth);
        workspace.awaitCondition("app", "Watching", "True", "Watching");

        // Then: an event that is sent again starts nothing
        assertThat(hook.send(Kind.GITHUB, "app")).isEqualTo("the git server is asked\n");
        assertThat(numbers(workspace)).containsExactly(4, 3, 2);

        // When: an event of GitLab's, and one of a server that has no way of its own
        var fifth = server.commit("greeting.txt", "fifth");
        assertThat(hook.send(Kind.GITLAB, "app")).isEqualTo("the git server is asked\n");
        awaitBuilt(workspace, fifth);
        workspace.awaitCondition("app", "Watching", "True", "Watching");
        var sixth = server.commit("greeting.txt", "sixth");
        assertThat(hook.send(Kind.OTHER, "app")).isEqualTo("the git server is asked\n");
        awaitBuilt(workspace, sixth);

        // Then
        assertThat(numbers(workspace)).containsExactly(6, 5, 4);

        // When: what is asked does not answer any more
        cluster.kubectl("delete", "pod", "-n", namespace.name(), "git", "--now");
        workspace.apply(imageBuild(server, "interval: 31s"));
        workspace.awaitCondition("app", "Watching", "False", "SourceUnreachable");

        // Then
        var told = workspace.imageBuild("app");
        assertThat(condition(told, "Ready").status()).isEqualTo("True");
        assertThat(condition(told, "Stalled")).isNull();
        assertThat(numbers(workspace)).containsExactly(6, 5, 4);
    }

    @Test
    void shouldBuildOnceWhenTheDigestBehindAFromMoves(TestCluster cluster, TestNamespace namespace) {
        // Given
        var workspace = new Workspace(cluster, namespace.name());
        workspace.applyRegistry();
        workspace.apply(base("first"));
        var first = workspace.awaitReady("base").getStatus().image().digest();
        var name = "registry.%s.svc:5000/%s/base:latest".formatted(namespace.name(), namespace.name());
        workspace.apply("""
                apiVersion: onggi.dev/v1alpha1
                kind: ImageBuild
                metadata: {name: app}
                spec:
                  source: {inline: {files: {Dockerfile: "FROM %s AS one\\nFROM scratch\\nCOPY --from=one /told /told\\n"}}}
                  triggers: {baseImage: {interval: 1m}}
                """.formatted(name));
        var built = workspace.awaitCondition("app", "Watching", "True", "Watching");
        assertThat(built.getStatus().baseImages()).containsExactly(new BaseImage(name, first));

        // When
        workspace.apply(base("second"));
        var second = workspace.awaitImageBuild(
                "base",
                "has another image",
                base -> !first.equals(base.getStatus().image().digest()));

        // Then
        var moved = second.getStatus().image().digest();
        var rebuilt = workspace.awaitImageBuild(
                "app",
                "is rebuilt",
                app -> app.getStatus().build().number() == 2
                        && "Succeeded".equals(app.getStatus().build().result()));
        assertThat(rebuilt.getStatus().baseImages()).containsExactly(new BaseImage(name, moved));
        assertThat(rebuilt.getStatus().trigger().found()).isEqualTo(name + "@" + moved);
        assertThat(workspace.events("app", "NewBaseImage")).hasSize(1);
    }

    private static String base(String word) {
        return """
                apiVersion: onggi.dev/v1alpha1
                kind: ImageBuild
                metadata: {name: base}
                spec:
                  source: {inline: {files: {Dockerfile: "FROM scratch\\nCOPY told /told\\n", told: %s}}}
                """.formatted(word);
    }

    private static void awaitBuilt(Workspace workspace, String commit) {
        await("a build of " + commit)
                .atMost(PATIENCE)
                .until(
                        () -> workspace.imageBuild("app").getStatus(),
                        status -> status.source().revision().equals(commit)
                                && "Succeeded".equals(status.build().result()));
    }

    private static List<Integer> numbers(Workspace workspace) {
        return workspace.imageBuild("app").getStatus().history().stream()
                .map(entry -> entry.number())
                .toList();
    }

    private static String imageBuild(GitServer server, String trigger) {
        return """
                apiVersion: onggi.dev/v1alpha1
                kind: ImageBuild
                metadata: {name: app}
                spec:
                  source: {git: {url: "%s", revision: main, secretRef: {name: password}}}
                  triggers: {git: {%s}}
                """.formatted(server.httpsUrl(), trigger);
    }
}
