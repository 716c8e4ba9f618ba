package dev.onggi.operator.imagebuild.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** build.sh with a buildctl that says what a test gives it to say: what becomes of secrets, and what is read from it. */
class BuildSecretsScriptTest {

    private static final String BUILDCTL = """
            while [ $# -gt 0 ]; do
              if [ "$1" = --metadata-file ]; then echo '{"containerimage.digest":"sha256:1"}' >"$2"; fi
              shift
            done
            cat "$FAKE/says"
            exit "$(cat "$FAKE/code")"
            """;

    private static final String TOKEN = "hunter2-&*[\\d]-token";

    @TempDir
    private Path root;

    private ScriptRun run;

    @BeforeEach
    void givenSecrets() {
        run = new ScriptRun(root)
                .command("buildctl", BUILDCTL)
                .file("workspace/Dockerfile", "FROM scratch\n")
                .file("onggi/secrets/..2026/secret-token", TOKEN + "\n")
                .file("onggi/secrets/..2026/secret-short", "abc")
                .file("onggi/secrets/..2026/secret-longer", TOKEN + "-and-more")
                .file("onggi/secrets/..2026/ssh-default", "-----BEGIN KEY-----\nc2VjcmV0IGtleQ\n-----END KEY-----\n")
                .link("onggi/secrets/..data", "..2026")
                .link("onggi/secrets/secret-token", "..data/secret-token");
    }

    @Test
    void shouldTakeSecretsOutOfTheLogAndTheMessageWhenAStepPrintsThem() {
        // Given
        run.file("code", "1").file("says", """
                #5 [2/2] RUN cat /run/secrets/token
                #5 0.1 a %1$s and %1$s, and abc
                #5 0.2 %1$s-and-more
                #5 0.3 %2$s
                #5 0.4 %3$s
                #5 0.5 c2VjcmV0IGtleQ
                #5 ERROR: process "/bin/sh -c cat" did not complete successfully: exit code: 1
                """.formatted(TOKEN, base64(TOKEN + "\n"), base64(TOKEN)));

        // When
        var end = build();

        // Then
        assertThat(end.code()).isEqualTo(1);
        assertThat(run.read("log"))
                .contains("#5 0.1 a *** and ***, and abc\n#5 0.2 ***\n#5 0.3 ***\n#5 0.4 ***\n#5 0.5 ***\n");
        assertThat(run.read("log") + end.told()).doesNotContain("hunter2", "and-more", base64(TOKEN), "c2VjcmV0IGtleQ");
        assertThat(end.told()).startsWith("reason=BuildFailed\nexit=1\n");
    }

    @Test
    void shouldCountStepsAsWithoutSecretsWhenTheBuildSucceeds() {
        // Given
        run.file("code", "0").file("says", """
                #5 [1/2] RUN one
                #5 CACHED
                #6 [2/2] RUN two
                #6 0.1 %s
                """.formatted(TOKEN));

        // When
        var end = build();

        // Then
        assertThat(end.told()).contains("\"steps\":2,\"cachedSteps\":1").doesNotContain("hunter2");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            @7 exporting manifest sha256:aaaa done;@7 exporting attestation manifest sha256:bbbb done;@7 exporting manifest list sha256:cccc done | '"image":"sha256:aaaa",'
            @7 exporting manifest sha256:aaaa done;@7 exporting manifest sha256:dddd done;@7 exporting manifest list sha256:cccc done | ''
            @7 exporting manifest sha256:aaaa done;@6 0.1 @7 exporting manifest list sha256:cccc done | ''
            """)
    void shouldTellTheImageOfAnIndexWhenThereIsOne(String log, String told) {
        // Given
        run.file("code", "0").file("says", log.replace(';', '\n').replace('@', '#') + "\n");

        // When
        var end = build();

        // Then
        assertThat(end.told())
                .isEqualTo(
                        "{\"steps\":0,\"cachedSteps\":0,\"pushSeconds\":0.0,\"bases\":[],%s\"metadata\":{\"containerimage.digest\":\"sha256:1\"}}\n"
                                .formatted(told));
    }

    /** With a BuildKit that runs already, for which the test's own process stands. */
    private ScriptRun.End build() {
        return run.run("ONGGI_DAEMON=$PPID\n" + BuildScripts.build(), ".", "Dockerfile");
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
