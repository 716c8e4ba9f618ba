package dev.onggi.operator.e2e;

import static dev.onggi.operator.e2e.Workspace.condition;
import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.testbed.TestCluster;
import dev.onggi.testbed.TestNamespace;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Sources in git: https with a private CA and a password, ssh with a key, and what is said where they are wrong. */
@ExtendWith(E2eCluster.class)
class GitSourceE2E {

    private static TestNamespace namespace;
    private static Workspace workspace;
    private static GitServer server;

    @BeforeAll
    static void makeServer(TestCluster cluster) {
        namespace = TestNamespace.create(cluster, "e2e-git-shared");
        workspace = new Workspace(cluster, namespace.name());
        workspace.apply(Workspace.REGISTRY);
        server = GitServer.start(workspace);
        server.basicAuthSecret("password", GitServer.PASSWORD);
        server.sshSecret("key");
        server.tokenSecret("token");
        workspace.applyRegistry();
    }

    @AfterAll
    static void removeServer() {
        namespace.close();
    }

    @Test
    void shouldBuildTheCommitWhenFetchedByHttps() {
        // Given
        var commit = server.commit("greeting.txt", "hello over https");

        // When
        workspace.apply(imageBuild("https", server.httpsUrl(), "main", "password"));
        var ready = workspace.awaitReady("https");

        // Then
        assertThat(ready.getStatus().source().revision()).isEqualTo(commit);
        assertThat(ready.getStatus().source().shortRevision()).isEqualTo(commit.substring(0, 12));
        assertThat(ready.getStatus().source().message()).isEqualTo("greeting.txt");
        assertThat(condition(ready, "SourceFetched").status()).isEqualTo("True");
        assertThat(workspace.cluster().kubectl("logs", "-n", namespace.name(), "deployment/https"))
                .contains("hello over https");
    }

    @Test
    void shouldBuildTheCommitWhenFetchedBySsh() {
        // Given
        var commit = server.commit("greeting.txt", "hello over ssh");

        // When
        workspace.apply(imageBuild("ssh", server.sshUrl(), commit, "key"));
        var ready = workspace.awaitReady("ssh");

        // Then
        assertThat(ready.getStatus().source().revision()).isEqualTo(commit);
        assertThat(workspace.cluster().kubectl("logs", "-n", namespace.name(), "deployment/ssh"))
                .contains("hello over ssh");
    }

    @Test
    void shouldBuildTheCommitOfAnAnnotatedTagWhenTheSecretHasATokenAlone() {
        // Given: a tag that is an object of its own, and a newer commit on the branch
        var commit = server.commit("greeting.txt", "hello over a tag");
        var tag = server.run("""
                git clone -q /srv/git/app.git app
                git -C app tag -a v1.0 -m "the first one" %s
                git -C app push -q origin v1.0
                git -C app rev-parse v1.0""".formatted(commit));
        server.commit("greeting.txt", "hello after the tag");
        assertThat(tag).matches("[0-9a-f]{40}").isNotEqualTo(commit);

        // When
        workspace.apply(imageBuild("tag", server.httpsUrl(), "v1.0", "token")
                .replace("rollout:", "triggers: {git: {interval: 24h}}\n  rollout:"));
        var ready = workspace.awaitReady("tag");

        // Then
        assertThat(ready.getStatus().source().revision()).isEqualTo(commit);
        assertThat(ready.getStatus().source().message()).isEqualTo("greeting.txt");
        assertThat(workspace.cluster().kubectl("logs", "-n", namespace.name(), "deployment/tag"))
                .contains("hello over a tag");

        // Then: who asks for newer commits has the token as well, and takes the tag for its commit
        var watched = workspace.awaitCondition("tag", "Watching", "True", "Watching");
        assertThat(watched.getStatus().build().number()).isEqualTo(1);
        assertThat(watched.getStatus().trigger()).isNull();
    }

    @Test
    void shouldMountTheCredentialWhereItIsNeededAlone() {
        // Given
        workspace.apply(imageBuild("mounts", server.httpsUrl(), "main", "password"));

        // When
        workspace.awaitReady("mounts");

        // Then
        var pod = workspace.buildPods("mounts").getFirst();
        assertThat(pod.getSpec().getAutomountServiceAccountToken()).isFalse();
        assertThat(pod.getSpec().getInitContainers().getFirst().getVolumeMounts())
                .anySatisfy(mount -> assertThat(mount.getName()).isEqualTo("git"))
                .noneSatisfy(mount -> assertThat(mount.getName()).isEqualTo("push"));
        assertThat(pod.getSpec().getContainers().getFirst().getVolumeMounts())
                .anySatisfy(mount -> assertThat(mount.getName()).isEqualTo("push"))
                .noneSatisfy(mount -> assertThat(mount.getName()).isEqualTo("git"));
    }

    @Test
    void shouldAskForTheRightCredentialWhenItIsWrong() {
        // Given
        server.basicAuthSecret("wrong", "not-the-password");

        // When
        workspace.apply(imageBuild("unauthorized", server.httpsUrl(), "main", "wrong"));
        var stalled = workspace.awaitCondition("unauthorized", "Stalled", "True", "SourceUnauthorized");

        // Then
        assertThat(condition(stalled, "SourceFetched").status()).isEqualTo("False");
        assertThat(condition(stalled, "Ready").message())
                .contains(server.host())
                .doesNotContain("not-the-password");

        // When
        workspace.apply(imageBuild("unauthorized", server.httpsUrl(), "main", "password"));

        // Then
        assertThat(workspace.awaitReady("unauthorized").getStatus().failure()).isNull();
    }

    @Test
    void shouldNameTheRevisionWhenItDoesNotExist() {
        // Given
        var yaml = imageBuild("revision", server.httpsUrl(), "no-such-branch", "password");

        // When
        workspace.apply(yaml);
        var stalled = workspace.awaitCondition("revision", "Stalled", "True", "RevisionNotFound");

        // Then
        assertThat(condition(stalled, "Ready").message()).contains("no-such-branch");

        // When
        workspace.apply(imageBuild("revision", server.httpsUrl(), "main", "password"));

        // Then
        assertThat(workspace.awaitReady("revision").getStatus().failure()).isNull();
    }

    @Test
    void shouldNameTheSecretWhenItDoesNotExist() {
        // Given
        var yaml = imageBuild("no-secret", server.httpsUrl(), "main", "later");

        // When
        workspace.apply(yaml);
        var stalled = workspace.awaitCondition("no-secret", "Stalled", "True", "PodBlocked");

        // Then
        assertThat(condition(stalled, "Ready").message()).contains("secret \"later\" not found");

        // When
        server.basicAuthSecret("later", GitServer.PASSWORD);

        // Then: the same Pod goes on
        var ready = workspace.awaitCondition("no-secret", "Ready", "True", "Succeeded");
        assertThat(ready.getStatus().build().number()).isEqualTo(1);
    }

    private static String imageBuild(String name, String url, String revision, String secret) {
        return """
                apiVersion: onggi.dev/v1alpha1
                kind: ImageBuild
                metadata: {name: %s}
                spec:
                  source: {git: {url: "%s", revision: "%s", secretRef: {name: %s}}}
                  rollout: {deployment: {}}
                """.formatted(name, url, revision, secret);
    }
}
