package dev.onggi.operator.imagebuild.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What build.sh makes BuildKit say of the source, and of its time. */
class BuildSourceScriptTest {

    private static final String BUILDCTL = """
            for option; do
              printf '%s\\n' "$option" >>"$FAKE/argv"
              if [ "${before:-}" = --metadata-file ]; then echo '{"containerimage.digest":"sha256:1"}' >"$option"; fi
              before=$option
            done
            """;

    private static final String COMMIT = "8239612e09c29862fa7e24ed3ad8b2c8f07389c7";
    private static final String FIXED = "type=image,source-date-epoch=315532800,rewrite-timestamp=true";
    private static final String REVISION = ",annotation.org.opencontainers.image.revision=";
    private static final String CREATED = ",annotation.org.opencontainers.image.created=2026-01-01T00:00:00Z";

    @TempDir
    private Path root;

    private ScriptRun run;

    @BeforeEach
    void givenSource() {
        run = new ScriptRun(root).command("buildctl", BUILDCTL).file("workspace/Dockerfile", "FROM scratch\n");
    }

    @Test
    void shouldFixTheTimesOfFilesAndNameNothingWhenNothingWasFetched() {
        // When
        build();

        // Then
        assertThat(options()).endsWith("--output", FIXED);
    }

    @Test
    void shouldNameTheCommitAndItsTimeWhenItWasFetched() {
        // Given
        run.file("onggi/fetched/source", COMMIT + " 1767225600\n");

        // When
        build();

        // Then
        assertThat(options())
                .endsWith("--output", FIXED + REVISION + COMMIT + CREATED)
                .noneMatch(option -> option.startsWith("build-arg:"));
    }

    @Test
    void shouldNameTheRevisionAloneWhenItHasNoTime() {
        // Given
        run.file("onggi/fetched/source", "sha256:1234\n");

        // When
        build();

        // Then
        assertThat(options()).endsWith("--output", FIXED + REVISION + "sha256:1234");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a,push=false 1", "a\"b 1", "main 1,push=false"})
    void shouldAddNoOtherAttributesWhateverTheFetchSays(String source) {
        // Given
        run.file("onggi/fetched/source", source + "\n");

        // When
        build();

        // Then
        assertThat(options().getLast()).startsWith(FIXED).doesNotContain("push", "\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FROM scratch\nARG SOURCE_DATE_EPOCH\n",
                "ARG A SOURCE_DATE_EPOCH=0\nFROM scratch",
                "FROM scratch\n  arg SOURCE_DATE_EPOCH\nRUN x"
            })
    void shouldGiveStepsTheTimeOfTheCommitWhenTheDockerfileAsksForIt(String dockerfile) {
        // Given
        run.file("workspace/Dockerfile", dockerfile).file("onggi/fetched/source", COMMIT + " 1767225600\n");

        // When
        build();

        // Then
        assertThat(options())
                .containsSubsequence("--opt", "build-arg:SOURCE_DATE_EPOCH=1767225600")
                .endsWith("--output", FIXED + REVISION + COMMIT + CREATED);
    }

    @Test
    void shouldGiveStepsTheFixedTimeWhenTheSourceHasNone() {
        // Given
        run.file("workspace/Dockerfile", "FROM scratch\nARG SOURCE_DATE_EPOCH\n");

        // When
        build();

        // Then
        assertThat(options()).containsSubsequence("--opt", "build-arg:SOURCE_DATE_EPOCH=315532800");
    }

    @Test
    void shouldTakeTheTimeThatTheUserGives() {
        // Given
        run.file("workspace/Dockerfile", "FROM scratch\nARG SOURCE_DATE_EPOCH\n");

        // When
        build("--opt", "build-arg:SOURCE_DATE_EPOCH=42");

        // Then
        assertThat(options())
                .endsWith("--output", "type=image,source-date-epoch=42,rewrite-timestamp=true")
                .filteredOn(option -> option.startsWith("build-arg:"))
                .containsExactly("build-arg:SOURCE_DATE_EPOCH=42");
    }

    /** With a BuildKit that runs already, for which the test's own process stands. */
    private void build(String... options) {
        var arguments = new ArrayList<>(List.of(".", "Dockerfile"));
        arguments.addAll(List.of(options));
        arguments.addAll(List.of("--output", "type=image"));
        var end = run.run("ONGGI_DAEMON=$PPID\n" + BuildScripts.build(), arguments.toArray(String[]::new));
        assertThat(end.code()).isZero();
    }

    private List<String> options() {
        return run.read("argv").lines().toList();
    }
}
