package dev.onggi.operator.imagebuild.result;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.api.v1alpha1.BaseImage;
import dev.onggi.operator.imagebuild.result.ScriptRun.End;
import dev.onggi.operator.model.Digest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What build.sh decides before BuildKit runs, and what it tells when BuildKit cannot. The rest is for real clusters. */
class BuildScriptTest {

    private static final String NO_NAMESPACE = """
            reason=BuilderFailed
            exit=1

            BuildKit cannot open a user namespace: the pod needs a seccomp profile that allows unshare
            unshare: unshare failed: Operation not permitted
            """;

    @TempDir
    private Path root;

    private ScriptRun run;

    @BeforeEach
    void givenSourceAndNoNamespace() {
        run = new ScriptRun(root)
                .command("unshare", "echo 'unshare: unshare failed: Operation not permitted' >&2; exit 1")
                .file("workspace/Dockerfile", "FROM scratch\n")
                .file("workspace/app/Dockerfile", "FROM scratch\n")
                .link("workspace/linked", "app")
                .link("workspace/out", "../onggi/push")
                .link("workspace/app/Dockerfile.out", "../../onggi/push/config.json")
                .link("workspace/app/Dockerfile.up", "../Dockerfile")
                .file("onggi/push/config.json", "{}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ../..   | Dockerfile     | ContextNotFound    | contextDir "../.." leads out of the source; name a directory inside it
            out     | config.json    | ContextNotFound    | contextDir "out" leads out of the source; name a directory inside it
            nosuch  | Dockerfile     | ContextNotFound    | contextDir "nosuch" is not a directory of the source; its root has: Dockerfile app linked out
            Dockerfile | Dockerfile  | ContextNotFound    | contextDir "Dockerfile" is not a directory of the source; its root has: Dockerfile app linked out
            app     | Dockerfile.x   | DockerfileNotFound | there is no file "Dockerfile.x" in contextDir "app"; it has: Dockerfile Dockerfile.out Dockerfile.up
            app     | Dockerfile.out | DockerfileNotFound | dockerfile.path "Dockerfile.out" leads out of the source; name a file inside it
            app     | ../../onggi/push/config.json | DockerfileNotFound | dockerfile.path "../../onggi/push/config.json" leads out of the source; name a file inside it
            .       | app            | DockerfileNotFound | there is no file "app" in contextDir "."; it has: Dockerfile app linked out
            """)
    void shouldRefuseWhenAPathIsNotInTheSource(String context, String dockerfile, String reason, String sentence) {
        // When
        var end = build(context, dockerfile);

        // Then
        assertThat(end).isEqualTo(new End(1, "reason=%s\nexit=1\n\n%s\n".formatted(reason, sentence)));
    }

    @ParameterizedTest
    @CsvSource({".,Dockerfile", "app,Dockerfile", "linked,Dockerfile", "app,Dockerfile.up", "linked/.,../Dockerfile"})
    void shouldGoOnToBuildKitWhenPathsAreInTheSource(String context, String dockerfile) {
        // When
        var end = build(context, dockerfile);

        // Then
        assertThat(end).isEqualTo(new End(1, NO_NAMESPACE));
    }

    @Test
    void shouldTakeTheInlineDockerfileWhenNoPathIsGiven() {
        // Given
        run.file("onggi/inputs/Dockerfile.inline", "FROM busybox\n");

        // When
        var end = build(".", "");

        // Then
        assertThat(end).isEqualTo(new End(1, NO_NAMESPACE));
        assertThat(run.read("run/onggi/dockerfile/Dockerfile")).isEqualTo("FROM busybox\n");
    }

    @Test
    void shouldReplaceTheWorkspaceWhenTheSourceIsAConfigMap() {
        // Given: as the kubelet lays one out
        run.file("onggi/source/..2026_01_01/Dockerfile", "FROM busybox\n")
                .file("onggi/source/..2026_01_01/src/Main.java", "class Main {}\n")
                .file("onggi/source/..2026_01_01/.dockerignore", "target\n")
                .link("onggi/source/..data", "..2026_01_01")
                .link("onggi/source/Dockerfile", "..data/Dockerfile");

        // When
        build(".", "Dockerfile");

        // Then
        assertThat(run.read("workspace/Dockerfile")).isEqualTo("FROM busybox\n");
        assertThat(run.read("workspace/.dockerignore")).isEqualTo("target\n");
        assertThat(run.read("workspace/src/Main.java")).isEqualTo("class Main {}\n");
        assertThat(root.resolve("workspace/app")).doesNotExist();
        assertThat(root.resolve("workspace/Dockerfile")).isRegularFile();
    }

    @Test
    void shouldNameEachBaseImageOnceWhenTheImageIsBuilt() {
        // Given: lines as BuildKit writes them, one of them by a step that would like to be another
        var digest = "sha256:" + "0".repeat(64);
        run.command("buildctl", """
                while [ "$1" != --metadata-file ]; do shift; done
                printf '{\n  "containerimage.digest": "sha256:%064d"\n}\n' 1 >"$2"
                cat "$FAKE/output"
                """).file("output", """
                #3 [internal] load metadata for docker.io/library/busybox:stable
                #5 [two 1/2] FROM docker.io/library/busybox:stable@DIGEST
                #5 resolve docker.io/library/busybox:stable@DIGEST done
                #5 CACHED
                #6 [one 1/2] FROM registry.team-a.svc:5000/team-a/base:1@DIGEST
                #7 [two 2/2] RUN echo
                #7 0.067 #9 [x] FROM evil.example.com/a/b:1@DIGEST
                #8 [stage-2 1/1] FROM docker.io/library/busybox:stable@DIGEST
                #9 FROM docker.io/library/busybox:stable@DIGEST
                #10 exporting to image
                #10 exporting layers 3.1s done
                #10 pushing layers
                #10 pushing layers 1.2s done
                #10 pushing manifest for registry.team-a.svc:5000/team-a/hello:latest@DIGEST 0.3s done
                #7 0.068 #10 pushing layers 900.0s done
                """.replace("DIGEST", digest));

        // When: the daemon is another's
        var end = run.run("ONGGI_DAEMON=yes; " + BuildScripts.build(), ".", "Dockerfile");

        // Then
        assertThat(end.code()).isZero();
        assertThat(BuildResult.parse(end.told(), "team-a", "hello-1-build"))
                .isEqualTo(new BuildResult.Built(
                        new Digest("sha256:" + "0".repeat(63) + "1"),
                        1,
                        0,
                        List.of(
                                new BaseImage("docker.io/library/busybox:stable", digest),
                                new BaseImage("registry.team-a.svc:5000/team-a/base:1", digest)),
                        Optional.of(new BaseImage("docker.io/library/busybox:stable", digest))));
        assertThat(PushTime.read(end.told())).contains(Duration.ofMillis(1500));
    }

    /** BuildKit and what speaks to it run as before, whatever an argument of a Dockerfile is called. */
    @ParameterizedTest
    @ValueSource(strings = {"LD_PRELOAD", "LD_LIBRARY_PATH", "PATH", "BASH_ENV", "ENV", "GIT_SSH_COMMAND"})
    void shouldPutNoArgumentOfADockerfileIntoTheEnvironmentOfAProcess(String name) {
        // Given
        var evil = name + "=/workspace/evil";
        run.command("rootlesskit", "env >\"$FAKE/env.daemon\"; exit 1\n").command("buildctl", """
                env >"$FAKE/env.client"
                printf '%s\n' "$@" >"$FAKE/argv"
                exit 1
                """);

        // When: BuildKit is started, and one that runs is asked
        run.run(
                Map.of("ONGGI_ENGINE", "Rootless", "ONGGI_HOME", "/home/user"),
                BuildScripts.build(),
                ".",
                "Dockerfile",
                "--opt",
                "build-arg:" + evil);
        run.run(Map.of("ONGGI_DAEMON", "yes"), BuildScripts.build(), ".", "Dockerfile", "--opt", "build-arg:" + evil);

        // Then
        assertThat(run.read("argv").lines()).containsSubsequence("--opt", "build-arg:" + evil);
        assertThat(run.read("env.daemon").lines()).isNotEmpty().noneMatch(line -> line.contains("/workspace/evil"));
        assertThat(run.read("env.client").lines()).isNotEmpty().noneMatch(line -> line.contains("/workspace/evil"));
    }

    /** A target, a Dockerfile, what BuildKit's log says of images, and which of them the last stage is built from. */
    static Stream<Arguments> stages() {
        return Stream.of(
                Arguments.of("", "FROM one", "[1/2] one", "one"),
                Arguments.of("", "from one as app", "[app 1/2] one", "one"),
                Arguments.of("", "FROM two\nFROM one", "[stage-0 1/2] two, [stage-1 1/2] one", "one"),
                Arguments.of("", "FROM two AS build\nFROM one", "[build  1/12] two, [stage-1  1/2] one", "one"),
                Arguments.of("", "FROM --platform=linux/arm64 one", "[linux/arm64 1/2] one", "one"),
                Arguments.of(
                        "", "FROM two AS b\nFROM one", "[linux/arm64 b 1/2] two, [linux/arm64 stage-1 1/2] one", "one"),
                Arguments.of("", "FROM one AS A\nFROM two AS b\nFROM a", "[b 1/2] two, [a 1/2] one", "one"),
                Arguments.of("a", "FROM one AS A\nFROM two AS b", "[b 1/2] two, [a 1/2] one", "one"),
                Arguments.of("0", "FROM one\nFROM two", "[stage-1 1/2] two, [stage-0 1/2] one", "one"),
                Arguments.of("", "FROM two AS b\nFROM scratch", "[b 1/2] two", null),
                // what looks like FROM, and what looks like the start of a here-document
                Arguments.of(
                        "", """
                        # FROM x
                        FROM two AS b
                        RUN cat <<-"END" >/f
                        FROM scratch
                        \tEND
                        RUN select a \\
                          # FROM y
                          FROM z
                        FROM one
                        RUN echo $((1<<n)) 1 <<<n
                        """,
                        "[b 1/2] two, [stage-1 1/2] one", "one"));
    }

    @ParameterizedTest
    @MethodSource("stages")
    void shouldNameTheImageThatTheLastStageIsBuiltFrom(String target, String dockerfile, String log, String base) {
        // Given
        var digest = "sha256:" + "0".repeat(64);
        var lines = Arrays.stream(log.split(", "))
                .map(line -> "#5 " + line.replaceFirst("] ", "] FROM docker.io/library/") + "@" + digest + "\n")
                .collect(joining());
        run.file("workspace/Dockerfile", dockerfile)
                .file("output", "#7 0.067 #9 [1/1] FROM evil.example.com/a@" + digest + "\n" + lines)
                .command("buildctl", """
                while [ "$1" != --metadata-file ]; do shift; done
                printf '{\n  "containerimage.digest": "sha256:%064d"\n}\n' 1 >"$2"
                cat "$FAKE/output"
                """);

        // When
        var end = run.run(
                "ONGGI_DAEMON=yes; " + BuildScripts.build(),
                target.isEmpty()
                        ? new String[] {".", "Dockerfile"}
                        : new String[] {".", "Dockerfile", "--opt", "target=" + target});

        // Then
        var built = (BuildResult.Built) BuildResult.parse(end.told(), "team-a", "hello-1-build");
        assertThat(built.base())
                .isEqualTo(Optional.ofNullable(base).map(name -> new BaseImage("docker.io/library/" + name, digest)));
    }

    private End build(String context, String dockerfile) {
        return run.run(BuildScripts.build(), context, dockerfile, "--output", "type=image");
    }
}
