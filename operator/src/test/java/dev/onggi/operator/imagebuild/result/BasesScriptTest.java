package dev.onggi.operator.imagebuild.result;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.operator.imagebuild.result.ScriptRun.End;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** bases.sh with a program that says what the test wants. */
class BasesScriptTest {

    @TempDir
    private Path root;

    private ScriptRun run;

    @BeforeEach
    void givenPauses() {
        run = new ScriptRun(root).file("run/there", "").command("sleep", "echo \"$1\" >>\"$FAKE/pauses\"");
    }

    @Test
    void shouldAskUntilSomethingHasMoved() {
        // Given
        run.command("program", """
                echo "$*" >>"$FAKE/asked"
                if [ "$(wc -l <"$FAKE/asked")" = 3 ]; then echo moved >"$ONGGI_RESULT"; fi
                """);

        // When
        var end = run.run(BuildScripts.bases(), "1000", "program", "bases", "a b");

        // Then
        assertThat(end).isEqualTo(new End(0, "moved\n"));
        assertThat(run.read("asked")).isEqualTo("bases a b\n".repeat(3));
        assertThat(run.read("pauses").lines().map(Integer::valueOf))
                .hasSize(2)
                .allSatisfy(pause -> assertThat(pause).isBetween(900, 1101));
        assertThat(root.resolve("run/onggi-asked")).exists();
    }

    @Test
    void shouldEndBadlyWithTheProgramsWordsWhenItHasNoAnswer() {
        // Given
        run.command("program", "echo reason=RegistryUnreachable >\"$ONGGI_RESULT\"; exit 1");

        // Then
        assertThat(run.run(BuildScripts.bases(), "1000", "program"))
                .isEqualTo(new End(1, "reason=RegistryUnreachable\n"));
        assertThat(root.resolve("run/onggi-asked")).doesNotExist();
    }
}
