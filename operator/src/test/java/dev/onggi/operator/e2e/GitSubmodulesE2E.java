package dev.onggi.operator.e2e;

import static dev.onggi.operator.e2e.Workspace.condition;
import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.testbed.TestCluster;
import dev.onggi.testbed.TestNamespace;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Submodules and the history: what a build gets of them, and what a repository cannot make a fetch do by them. */
@ExtendWith(E2eCluster.class)
class GitSubmodulesE2E {

    /** The RUN steps fail where something is not as it should be, and the image of the git server has a git to ask. */
    private static final String DOCKERFILE = """
            FROM docker.io/onggi/testbed-git:1
            COPY . /src
            RUN test "$(cat /src/libs/greeting/greeting.txt)" = "hello from a submodule"
            RUN git -C /src describe --tags >/version && grep -qx "v1.0-2-g[0-9a-f]*" /version
            RUN test -z "$(git -C /src status --porcelain)" && test "$(git -C /src rev-list --count HEAD)" = 3
            """;

    private static TestNamespace namespace;
    private static Workspace workspace;
    private static GitServer server;

    @BeforeAll
    static void makeServer(TestCluster cluster) {
        namespace = TestNamespace.create(cluster, "e2e-submodules-shared");
        workspace = new Workspace(cluster, namespace.name());
        workspace.apply(Workspace.REGISTRY);
        server = GitServer.start(workspace);
        server.basicAuthSecret("password", GitServer.PASSWORD);
        server.run("""
                git init -q --bare /srv/git/greeting.git
                git clone -q /srv/git/greeting.git w 2>/dev/null && cd w
                echo hello from a submodule >greeting.txt
                git add -A && git commit -q -m greeting && git push -q origin HEAD:main
                """);
        workspace.applyRegistry();
    }

    @AfterAll
    static void removeServer() {
        namespace.close();
    }

    @ParameterizedTest
    @CsvSource({"whole, 0", "some, 3"})
    void shouldSeeSubmodulesAndHistoryWhenTheyAreAskedFor(String name, int depth) {
        // Given
        var commit = repository(name, "../greeting.git");

        // When
        workspace.apply(imageBuild(name, "Shared", "submodules: true, depth: %d".formatted(depth), DOCKERFILE));
        var ready = workspace.awaitReady(name);

        // Then: the credential is the user's, so that the build ran in a Pod of its own
        assertThat(ready.getStatus().source().revision()).isEqualTo(commit);
        assertThat(ready.getStatus().build().pod()).isEqualTo(name + "-1-build");
    }

    @Test
    void shouldHaveFilesAloneWhenThereIsNoDepth() {
        // Given
        repository("files", "../greeting.git");
        var dockerfile = """
                FROM busybox:stable
                COPY . /src
                RUN grep -q submodule /src/libs/greeting/greeting.txt
                RUN test -z "$(find /src -name .git)"
                """;

        // When
        workspace.apply(imageBuild("files", "Volume", "submodules: true", dockerfile));

        // Then
        assertThat(workspace.awaitReady("files").getStatus().failure()).isNull();
    }

    /** The other host is the same server under another name: it would take the password if it were shown it. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            foreign | https://HOST/greeting.git                | SourceUnauthorized | asks for a credential that is not there
            file    | file:///srv/git/greeting.git             | SourceInvalid      | has a URL that is not https
            path    | /proc/self/root/etc                      | SourceInvalid      | has a URL that is not https
            ext     | ext::sh -c touch% /workspace/owned       | SourceInvalid      | has a URL that is not https
            ssh     | ssh://git@HOST/greeting.git              | SourceInvalid      | has a URL that is not https
            """)
    void shouldRefuseSubmodulesThatAreElsewhere(String name, String url, String reason, String words) {
        // Given
        repository(name, url.replace("HOST", server.otherHost()));

        // When
        workspace.apply(imageBuild(name, "Volume", "submodules: true", "FROM scratch"));
        var stalled = workspace.awaitCondition(name, "Stalled", "True", reason);

        // Then
        assertThat(condition(stalled, "Ready").message())
                .contains("submodule libs/greeting of " + server.url(name), words)
                .doesNotContain(GitServer.PASSWORD);
    }

    /** Its files are those of a repository, whose configuration has git run a program at the next look at it. */
    @Test
    void shouldRunNothingOfFilesThatPoseAsARepository() {
        // Given
        repository("poser", "../greeting.git");
        server.run("""
                git clone -q /srv/git/poser.git w && cd w
                cat >config <<'end'
                [core]
                  repositoryformatversion = 0
                  bare = false
                  worktree = ..
                  hooksPath = hooks
                  fsmonitor = "%1$s; false"
                [filter "evil"]
                  smudge = "%1$s; cat"
                end
                mkdir hooks objects refs && echo 'ref: refs/heads/main' >HEAD && touch objects/any refs/any
                printf '#!/bin/sh\\n%1$s\\n' >hooks/post-checkout && chmod +x hooks/post-checkout
                echo '* filter=evil' >.gitattributes
                git add -A && git commit -q -m poser && git push -q origin HEAD:main
                """.formatted("touch /tmp/reached /workspace/reached"));
        assertThat(server.run("""
                        git clone -q /srv/git/poser.git w && rm -rf w/.git /tmp/reached
                        if git -C w status >/dev/null 2>&1; then echo it is a repository; else echo it is none; fi
                        ls /tmp
                        """))
                .as("it works where git looks for a repository by itself")
                .contains("reached");

        // When
        workspace.apply(imageBuild("poser", "Volume", "submodules: true, depth: 3", """
                FROM busybox:stable
                COPY . /src
                RUN test -x /src/hooks/post-checkout && test -e /src/config && test ! -e /src/reached
                """));

        // Then
        assertThat(workspace.awaitReady("poser").getStatus().failure()).isNull();
    }

    /** A repository of three commits, the first with the tag v1.0, with a submodule at a URL; the last commit's id. */
    private static String repository(String name, String url) {
        return server.run("""
                git init -q --bare /srv/git/%1$s.git
                git clone -q /srv/git/%1$s.git w 2>/dev/null && cd w
                echo one >text && git add -A && git commit -q -m one && git tag v1.0
                git config -f .gitmodules submodule.libs/greeting.path libs/greeting
                git config -f .gitmodules submodule.libs/greeting.url '%2$s'
                git update-index --add --cacheinfo "160000,$(git -C /srv/git/greeting.git rev-parse main),libs/greeting"
                git add .gitmodules && git commit -q -m two
                echo three >text && git commit -q -m three text
                git push -q origin HEAD:main v1.0
                git rev-parse HEAD
                """.formatted(name, url));
    }

    private static String imageBuild(String name, String mode, String git, String dockerfile) {
        return """
                apiVersion: onggi.dev/v1alpha1
                kind: ImageBuild
                metadata: {name: %s}
                spec:
                  source: {git: {url: "%s", revision: main, secretRef: {name: password}, %s}}
                  dockerfile:
                    inline: |
                %s
                  cache: {mode: %s, size: 1Gi}
                """.formatted(name, server.url(name), git, dockerfile.strip().indent(6), mode);
    }
}
