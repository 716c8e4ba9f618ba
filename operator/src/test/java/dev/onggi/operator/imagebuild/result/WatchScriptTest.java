package dev.onggi.operator.imagebuild.result;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.operator.imagebuild.result.ScriptRun.End;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** watch.sh with a git that gives the answers of the files answer-1, answer-2, … and fails where there is a fail-N. */
class WatchScriptTest {

    private static final String URL = "https://git.example.com/team/hello.git";
    private static final String KNOWN = "1".repeat(40);
    private static final String OTHER = "2".repeat(40);
    private static final String THIRD = "3".repeat(40);

    private static final String GIT = """
            printf '%s\\n' "$*" >>"$FAKE/argv"
            case " $* " in
            *" ls-remote "*)
              env >"$FAKE/env"
              n=$(($(cat "$FAKE/count" 2>/dev/null || echo 0) + 1))
              echo $n >"$FAKE/count"
              if [ -f "$FAKE/fail-$n" ]; then cat "$FAKE/fail-$n" >&2; exit 128; fi
              if [ -f "$FAKE/run/onggi-asked" ]; then echo $n >>"$FAKE/asked"; fi
              cat "$FAKE/answer-$n" ;;
            esac
            exit 0
            """;

    @TempDir
    private Path root;

    private ScriptRun run;

    @BeforeEach
    void givenGit() {
        run = new ScriptRun(root).command("git", GIT).withoutPauses();
    }

    @Test
    void shouldAskUntilThereIsAnotherCommit() {
        // Given
        run.file("answer-1", KNOWN + "\trefs/heads/main\n")
                .file("answer-2", KNOWN + "\trefs/heads/main\n")
                .file("answer-3", OTHER + "\trefs/heads/main\n");

        // When
        var end = watch("main", KNOWN, "100");

        // Then
        assertThat(end).isEqualTo(new End(0, OTHER + "\n"));
        assertThat(run.read("asked")).as("questions after the first answer").isEqualTo("2\n3\n");
        assertThat(run.read("pauses").lines().map(Integer::valueOf))
                .hasSize(2)
                .allSatisfy(pause -> assertThat(pause).isBetween(90, 110));
        assertThat(run.read("argv")).contains("ls-remote --quiet --end-of-options " + URL + " main refs/main");
    }

    @Test
    void shouldAskWithoutTheConfigurationOfAnybodyAndWithTheCredential() {
        // Given
        run.file("onggi/git/username", "kim")
                .file("onggi/git/password", "secret")
                .file("onggi/git/ca.crt", "a certificate")
                .file("answer-1", OTHER + "\trefs/heads/main\n");

        // When
        watch("main", KNOWN, "100");

        // Then
        assertThat(run.read("env").lines())
                .contains("GIT_CONFIG_NOSYSTEM=1", "GIT_ALLOW_PROTOCOL=https:ssh", "GIT_TERMINAL_PROMPT=0")
                .anyMatch(line -> line.startsWith("GIT_ASKPASS="))
                .anyMatch(line -> line.startsWith("GIT_SSL_CAINFO="))
                .noneMatch(line -> line.contains("secret"));
        assertThat(run.read("argv")).contains("-c http.followRedirects=false");
    }

    @Test
    void shouldTakeTheTagBeforeTheBranchAndTheCommitOfAnAnnotatedOneWhenBothHaveTheName() {
        // Given
        run.file("answer-1", """
                %s\trefs/heads/other/main
                %s\trefs/heads/main
                %s\trefs/tags/main
                %s\trefs/tags/main^{}
                """.formatted(THIRD, KNOWN, THIRD, OTHER));

        // Then
        assertThat(watch("main", KNOWN, "100")).isEqualTo(new End(0, OTHER + "\n"));
    }

    @Test
    void shouldNotTakeABranchWhoseNameOnlyEndsLikeIt() {
        // Given
        run.file("answer-1", OTHER + "\trefs/heads/other/main\n");

        // When
        var end = watch("main", KNOWN, "100");

        // Then
        assertThat(end.code()).isEqualTo(1);
        assertThat(end.told())
                .isEqualTo("reason=RevisionNotFound\n" + URL
                        + " has no revision \"main\"; correct spec.source.git.revision, or push it there\n");
    }

    @Test
    void shouldAskForHeadWhenThereIsNoRevision() {
        // Given
        run.file("answer-1", "%s\tHEAD\n%s\trefs/remotes/origin/HEAD\n".formatted(OTHER, THIRD));

        // Then
        assertThat(watch("", KNOWN, "100")).isEqualTo(new End(0, OTHER + "\n"));
    }

    @Test
    void shouldTryAgainAndThenSayWhyWhenTheServerDoesNotAnswer() {
        // Given
        for (int i = 1; i <= 4; i++) {
            run.file("fail-" + i, "fatal: unable to access 'https://kim:secret@git.example.com/': Connection refused");
        }

        // When
        var end = watch("main", KNOWN, "100");

        // Then
        assertThat(end.code()).isEqualTo(1);
        assertThat(end.told())
                .startsWith("reason=SourceUnreachable\ncannot reach git.example.com: Connection refused\n")
                .doesNotContain("secret");
        assertThat(run.read("pauses").lines()).containsExactly("3", "10", "30");
    }

    @Test
    void shouldSayAtOnceWhenTheCredentialIsRefused() {
        // Given
        run.file("fail-1", "fatal: Authentication failed for 'https://git.example.com/'");

        // When
        var end = watch("main", KNOWN, "100");

        // Then
        assertThat(end.code()).isEqualTo(1);
        assertThat(end.told()).startsWith("reason=SourceUnauthorized\n");
        assertThat(root.resolve("pauses")).doesNotExist();
    }

    private End watch(String revision, String known, String interval) {
        return run.run(BuildScripts.watch(), URL, revision, known, interval);
    }
}
