package dev.onggi.operator.imagebuild.result;

import static dev.onggi.operator.imagebuild.result.FailureReasons.BUILDER_FAILED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.api.v1alpha1.BaseImage;
import dev.onggi.operator.imagebuild.result.BuildResult.BuildFailed;
import dev.onggi.operator.imagebuild.result.BuildResult.Built;
import dev.onggi.operator.model.Digest;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class BuildResultTest {

    private static final String ZEROS = "sha256:0000000000000000000000000000000000000000000000000000000000000000";
    private static final Digest DIGEST =
            new Digest("sha256:02aa73992306f8d7a0122ad24c96f1ee04ee90019cfeb96d5750cec361958a71");

    @Test
    void shouldTellDigestAndStepsWhenTheImageIsBuilt() {
        // Given
        var told = Recording.read("built-from-cache");

        // When
        var result = parse(told);

        // Then
        assertThat(result)
                .isEqualTo(new Built(
                        new Digest("sha256:48671d0e018bd011d31aa7a879a267face8736a357a2cb47c4e57a5383e3e731"),
                        3,
                        3,
                        List.of(),
                        Optional.empty()));
    }

    @Test
    void shouldKeepCountsPossibleWhenTheyAreNot() {
        // Given
        var told = "{\"steps\":-1,\"cachedSteps\":7,\"metadata\":{\"containerimage.digest\":\"%s\"}}".formatted(DIGEST);

        // When
        var result = parse(told);

        // Then
        assertThat(result).isEqualTo(new Built(DIGEST, 0, 0, List.of(), Optional.empty()));
    }

    @Test
    void shouldTellOfEachBaseImageOnceWhenItHasATagAndADigest() {
        // Given
        var base = "docker.io/library/busybox:stable@" + DIGEST;
        var told = """
                {"steps":1,"cachedSteps":0,"bases":["%s","%s","docker.io/library/busybox@%s","a:b@sha256:0","",7,"x y/z:1@%s"],\
                "metadata":{"containerimage.digest":"%s"}}""".formatted(base, base, DIGEST, DIGEST, DIGEST);

        // When
        var result = parse(told);

        // Then
        assertThat(result)
                .isEqualTo(new Built(
                        DIGEST,
                        1,
                        0,
                        List.of(new BaseImage("docker.io/library/busybox:stable", DIGEST.value())),
                        Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"docker.io/library/busybox:stable", "registry.team-a.svc:5000/team-a/base"})
    void shouldTellWhatTheLastStageIsBuiltFrom(String base) {
        // Then
        assertThat(((Built) parse(based(base + "@" + DIGEST))).base()).contains(new BaseImage(base, DIGEST.value()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "scratch", "a/b:1@sha256:0", "a b@" + ZEROS, "a\\nb@" + ZEROS, "@" + ZEROS})
    void shouldTellNoBaseThatIsNone(String base) {
        // Then
        assertThat(((Built) parse(based(base))).base()).isEmpty();
    }

    private static String based(String base) {
        return "{\"base\":\"%s\",\"metadata\":{\"containerimage.digest\":\"%s\"}}".formatted(base, DIGEST);
    }

    @Test
    void shouldTellTheLastLinesOfTheStepWhenItFailed() {
        // When
        var failed = (BuildFailed) parse(Recording.read("run-long-output"));

        // Then
        assertThat(failed.logTail())
                .startsWith("line 392 of a build that says a lot 안녕하세요\n")
                .endsWith("\nline 400 of a build that says a lot 안녕하세요\nbad ? byte red");
    }

    @Test
    void shouldTellTheLinesOfTheDockerfileWhenNoStepRan() {
        // When
        var failed = (BuildFailed) parse(Recording.read("unknown-instruction"));

        // Then
        assertThat(failed.logTail())
                .isEqualTo("   1 |     FROM registry.team-a.svc:5000/team-a/base:1\n   2 | >>> COPPY bin /bin\n   3 |");
    }

    @Test
    void shouldHideCredentialsWhenABuildPrintsThem() {
        // When
        var failed = (BuildFailed) parse(Recording.read("credentials-in-output"));

        // Then
        assertThat(failed.toString()).doesNotContain("s3cr3t").doesNotContain("abcdef123456");
        assertThat(failed.logTail()).isEqualTo("cloning https://***@git.example.com/x.git\nAuthorization: ***");
    }

    @Test
    void shouldBoundTheMessageWhenAnInstructionIsLong() {
        // Given
        var told =
                "reason=BuildFailed\nexit=1\n\nDockerfile:7\n--------------------\n   7 | >>> RUN %s\n--------------------\nerror: failed to solve: process \"%s\" did not complete successfully: exit code: 1"
                        .formatted("x".repeat(3000), "x".repeat(3000));

        // When
        var failed = (BuildFailed) parse(told);

        // Then
        assertThat(failed.instruction())
                .hasSize(Limits.INSTRUCTION)
                .startsWith("RUN xxx")
                .endsWith("x…");
        assertThat(failed.message())
                .hasSizeLessThan(250)
                .startsWith("exit code 1 at Dockerfile:7 RUN xxx")
                .endsWith("x…; see kubectl logs -n team-a hello-3-build");
    }

    @Test
    void shouldHandBuildKitsWordsOnWhenTheyAreUnknown() {
        // When
        var failed = (BuildFailed) parse("reason=BuildFailed\nexit=1\n\nerror: failed to solve: the moon is full\n");

        // Then
        assertThat(failed.reason()).isEqualTo(BUILDER_FAILED);
        assertThat(failed.message())
                .isEqualTo("BuildKit failed: the moon is full; see kubectl logs -n team-a hello-3-build");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "\n\n",
                "Killed",
                "{",
                "{}",
                "{\"metadata\":{\"containerimage.digest\":\"sha256:short\"}}",
                "{\"metadata\":[1]}",
                "reason=",
                "reason=Nonsense\nexit=1\n\nx",
                "\u0000\uD800"
            })
    void shouldBeAFailedBuilderWhenNothingIsUnderstood(String told) {
        // When
        var result = parse(told);

        // Then
        assertThat(result).isInstanceOfSatisfying(BuildFailed.class, failed -> {
            assertThat(failed.reason()).isEqualTo(BUILDER_FAILED);
            assertThat(failed.message())
                    .isEqualTo("the build container ended without telling what became of the build;"
                            + " see kubectl logs -n team-a hello-3-build");
            assertThat(failed.retryable()).isTrue();
        });
    }

    @Test
    void shouldNeverThrowWhenAMessageIsDamaged() {
        // Given: every recording, cut off and with bytes of others in it
        var random = new Random(1);

        // Then
        for (var name : Recording.names()) {
            var told = Recording.read(name);
            for (int i = 0; i < 200; i++) {
                var damaged = new StringBuilder(told.substring(0, random.nextInt(told.length() + 1)));
                for (int j = 0; j < 5 && !damaged.isEmpty(); j++) {
                    damaged.setCharAt(random.nextInt(damaged.length()), (char) random.nextInt(0x300));
                }
                assertThat(parse(damaged.toString())).isNotNull();
                assertThat(parse("reason=BuildFailed\n" + damaged)).isNotNull();
            }
        }
    }

    private static BuildResult parse(String told) {
        return BuildResult.parse(told, "team-a", "hello-3-build");
    }
}
