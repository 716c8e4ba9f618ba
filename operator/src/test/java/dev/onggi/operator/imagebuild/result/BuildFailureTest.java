package dev.onggi.operator.imagebuild.result;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.operator.imagebuild.result.BuildResult.BuildFailed;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a user reads of each failure that was recorded. */
class BuildFailureTest {

    /** Name of the recording | reason | file:line | exit code | tried again | message without the command. */
    private static final String EXPECTED = """
            run-exit-3               | BuildStepFailed     | Dockerfile:4 | 3   | no  | exit code 3 at Dockerfile:4 RUN echo compiling && echo "main.c:3: error: expected ';'" >&2 && exit 3
            run-exit-heredoc         | BuildStepFailed     | Dockerfile:3 | 7   | no  | exit code 7 at Dockerfile:3 RUN <<END
            run-long-output          | BuildStepFailed     | Dockerfile:2 | 1   | no  | exit code 1 at Dockerfile:2 RUN for i in $(/bin/busybox seq 1 400); do echo "line $i of a build that says a lot 안녕하세요"; done; e…
            credentials-in-output    | BuildStepFailed     | Dockerfile:2 | 1   | no  | exit code 1 at Dockerfile:2 RUN echo "cloning https://***@git.example.com/x.git"; echo "Authorization: ***"; exit 1
            parallel                 | BuildStepFailed     | Dockerfile:4 | 5   | no  | exit code 5 at Dockerfile:4 RUN echo two; exit 5
            sub                      | BuildStepFailed     | app/docker/Dockerfile.prod:2 | 1 | no | exit code 1 at app/docker/Dockerfile.prod:2 RUN false
            oom                      | BuildStepFailed     | Dockerfile:2 | 137 | no  | exit code 137 at Dockerfile:2 RUN /bin/busybox dd if=/dev/zero of=/dev/null bs=600M count=1, killed, most likely for its memory; raise spec.builder.resources.limits.memory (the builder of cache.mode Shared has one limit for all: take another mode)
            add-unreachable          | BuildStepFailed     | -            | -   | yes | ADD https://nosuch.invalid/x.tgz /x failed: dial tcp: lookup nosuch.invalid on 127.0.0.11:53: no such host
            unknown-instruction      | DockerfileInvalid   | Dockerfile:2 | -   | no  | Dockerfile:2 COPPY bin /bin: unknown instruction: COPPY (did you mean COPY?)
            syntax-error             | DockerfileInvalid   | Dockerfile:2 | -   | no  | Dockerfile:2 RUN --mount=type=cach,target=/x true: unsupported mount type "cach" (did you mean cache?)
            no-from                  | DockerfileInvalid   | Dockerfile:1 | -   | no  | Dockerfile:1 RUN true: no build stage in current context
            empty                    | DockerfileInvalid   | -            | -   | no  | the Dockerfile cannot be empty
            entitlement              | DockerfileInvalid   | -            | -   | no  | failed to load LLB: security.insecure is not allowed
            from-empty-arg           | DockerfileInvalid   | Dockerfile:1 | -   | no  | Dockerfile:1 FROM ${NOTSET}: base name (${NOTSET}) should not be blank
            base-image-name-invalid  | DockerfileInvalid   | Dockerfile:1 | -   | no  | Dockerfile:1 FROM Not:a:name: failed to parse stage name "Not:a:name": invalid reference format: repository name (library/Not) must be lowercase
            syntax-foreign           | DockerfileInvalid   | Dockerfile:1 | -   | no  | Dockerfile:1 # syntax=example.com/evil/frontend:1 asks for a front end that is not allowed; docker/dockerfile:1 is, and is built in
            syntax-arg               | DockerfileInvalid   | -            | -   | no  | spec.args has BUILDKIT_SYNTAX, which is not allowed; take it out
            base-image-not-copied-in | BaseImageNotFound   | Dockerfile:1 | -   | no  | Dockerfile:1 names image quay.io/team/nosuch:1, which does not exist in the LocalRegistry, the only place to get it from; copy it in: crane copy quay.io/team/nosuch:1 registry.team-a.svc:5000/upstream/quay.io/team/nosuch:1
            base-image-unknown       | BaseImageNotFound   | Dockerfile:1 | -   | no  | Dockerfile:1 names image registry.team-a.svc:5000/team-a/nosuch:1, which does not exist
            base-image-denied        | BaseImageNotFound   | Dockerfile:1 | -   | no  | Dockerfile:1 names image registry.team-a.svc:5000/team-a/base:1, which its registry does not give: 401 Unauthorized
            base-image-unreachable   | RegistryUnreachable | Dockerfile:1 | -   | yes | Dockerfile:1 names image docker.io/library/eclipse-temurin:25-jdk, whose registry does not answer: dial tcp: lookup registry-1.docker.io on 127.0.0.11:53: no such host
            copy-missing             | CopySourceNotFound  | Dockerfile:3 | -   | no  | "/target/app.jar" is not in the build context, at Dockerfile:3 COPY target/app.jar /app.jar; look at spec.contextDir and .dockerignore
            copy-from-missing        | CopySourceNotFound  | Dockerfile:3 | -   | no  | "/target/app.jar" is not in stage or image build, at Dockerfile:3 COPY --from=build /target/app.jar /app.jar
            target-unknown           | StageNotFound       | -            | -   | no  | spec.target "nosuch" is no stage of the Dockerfile; name one that a line FROM … AS … has
            push-denied              | PushDenied          | -            | -   | no  | cannot push registry.team-a.svc:5000/team-a/hello:latest: 401 Unauthorized
            push-anonymous           | PushDenied          | -            | -   | no  | cannot push registry.team-a.svc:5000/team-a/hello:latest: 401 Unauthorized
            push-certificate-unknown | PushFailed          | -            | -   | yes | cannot push registry.team-a.svc:5000/team-a/hello:latest: tls: failed to verify certificate: x509: certificate signed by unknown authority
            push-name-unknown-host   | RegistryUnreachable | -            | -   | yes | cannot push nosuch.team-a.svc:5000/team-a/hello:latest: dial tcp: lookup nosuch.team-a.svc on 127.0.0.11:53: no such host
            push-connection-refused  | RegistryUnreachable | -            | -   | yes | cannot push registry.team-a.svc:5001/team-a/hello:latest: dial tcp 172.18.0.2:5001: connect: connection refused
            context-outside          | ContextNotFound     | -            | -   | no  | contextDir "../.." leads out of the source; name a directory inside it
            context-missing          | ContextNotFound     | -            | -   | no  | contextDir "app" is not a directory of the source; its root has: Dockerfile bin
            missing-dockerfile       | DockerfileNotFound  | -            | -   | no  | there is no file "Dockerfile" in contextDir "."; it has: bin docker
            builder-config           | BuilderFailed       | -            | -   | yes | BuildKit ended when it was started
            builder-seccomp          | BuilderFailed       | -            | -   | yes | BuildKit cannot open a user namespace: the pod needs a seccomp profile that allows unshare
            builder-setfcap          | BuilderFailed       | -            | -   | yes | BuildKit cannot map its user namespace: the pod needs hostUsers false, and the capabilities SETUID, SETGID and SETFCAP
            """;

    static Stream<List<String>> expected() {
        return EXPECTED.lines()
                .map(line ->
                        Arrays.stream(line.split("\\|", 6)).map(String::strip).toList());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("expected")
    void shouldNameCausePlaceAndCommandWhenABuildFailed(List<String> expected) {
        // When
        var failed = (BuildFailed) BuildResult.parse(Recording.read(expected.getFirst()), "team-a", "hello-3-build");

        // Then
        assertThat(failed.message()).isEqualTo(expected.get(5) + "; see kubectl logs -n team-a hello-3-build");
        assertThat(failed.reason()).isEqualTo(expected.get(1));
        assertThat(failed.dockerfile() == null ? "-" : failed.dockerfile() + ":" + failed.line())
                .isEqualTo(expected.get(2));
        assertThat(failed.exitCode() == null ? "-" : failed.exitCode().toString())
                .isEqualTo(expected.get(3));
        assertThat(failed.retryable() ? "yes" : "no").isEqualTo(expected.get(4));
        assertThat(failed.message()).hasSizeLessThan(Limits.SENTENCE + 100).doesNotContain("\n");
    }

    @Test
    void shouldShowTheStepThatFailedWhenTheCacheIsNotThereYet() {
        // Given
        var told = Recording.read("run-exit-3").replaceFirst("(?m)^------$", """
                        ------
                         > importing cache manifest from registry.team-a.svc:5000/team-a/hello:buildcache:
                        ------
                        ------""");

        // When
        var failed = (BuildFailed) BuildResult.parse(told, "team-a", "hello-3-build");

        // Then
        var withoutCache = (BuildFailed) BuildResult.parse(Recording.read("run-exit-3"), "team-a", "hello-3-build");
        assertThat(told).contains(":buildcache:");
        assertThat(failed).isEqualTo(withoutCache);
    }

    @Test
    void shouldSayThatTheNodeCannotRunIt() {
        // Given: what runc says
        var told = Recording.read("run-exit-3")
                .replace(
                        "0.188 main.c:3: error: expected ';'\n------", "0.188 exec /bin/sh: exec format error\n------");

        // When
        var failed = (BuildFailed) BuildResult.parse(told, "team-a", "hello-3-build");

        // Then
        assertThat(failed.reason()).isEqualTo("BuildStepFailed");
        assertThat(failed.message())
                .contains(": the node cannot run a program of another platform (spec.platforms)")
                .hasSizeLessThan(Limits.SENTENCE + 100);
    }

    @Test
    void shouldNameThePlatformsWhenABaseImageIsNotForThem() {
        // Given: containerd's words (core/images/image.go)
        var told = Recording.read("base-image-unknown")
                .replace(
                        ": registry.team-a.svc:5000/team-a/nosuch:1: not found",
                        ": no match for platform in manifest sha256:1234: not found");

        // When
        var failed = (BuildFailed) BuildResult.parse(told, "team-a", "hello-3-build");

        // Then
        assertThat(failed.reason()).isEqualTo("BaseImageNotFound");
        assertThat(failed.message())
                .contains("nosuch:1, which there is not for the platform of the build; see spec.platforms");
    }

    @Test
    void shouldHaveAnExpectationWhenSomethingIsRecorded() {
        // Given
        var successes = Stream.of("built-from-cache");

        // Then
        assertThat(Stream.concat(successes, expected().map(List::getFirst)).sorted())
                .containsExactlyElementsOf(Recording.names());
    }
}
