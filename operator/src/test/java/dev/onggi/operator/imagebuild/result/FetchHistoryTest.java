package dev.onggi.operator.imagebuild.result;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.operator.imagebuild.result.ScriptRun.End;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What fetch.sh asks git for where submodules or the history are asked for, and what it leaves of them. */
class FetchHistoryTest {

    private static final String URL = "https://git.example.com/team/hello.git";

    /** A checkout brings a submodule; it fails as often as there are files fail-1, fail-2, …, with their text. */
    private static final String GIT = """
            printf '%s\\n' "$*" >>"$FAKE/argv"
            case " $* " in
            *" checkout "*) if [ ! -f "$FAKE/no-submodules" ]; then echo >"$FAKE/workspace/.gitmodules"; fi ;;
            *" submodule "*)
              env >"$FAKE/env"
              mkdir -p "$FAKE/workspace/lib" && echo "gitdir: x" >"$FAKE/workspace/lib/.git"
              n=$(($(cat "$FAKE/count" 2>/dev/null || echo 0) + 1))
              echo $n >"$FAKE/count"
              if [ -f "$FAKE/fail-$n" ]; then cat "$FAKE/fail-$n" >&2; exit 128; fi ;;
            *" init "*) for last; do mkdir -p "$last"; done; echo >"$last/FETCH_HEAD" ;;
            *" rev-parse "*) echo 8239612e09c29862fa7e24ed3ad8b2c8f07389c7 ;;
            *" --format=%H %ct "*) echo "8239612e09c29862fa7e24ed3ad8b2c8f07389c7 1767225600" ;;
            *" log "*) printf '%s\\nKim\\nfirst\\n' 8239612e09c29862fa7e24ed3ad8b2c8f07389c7 ;;
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

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''  | --no-tags --no-recurse-submodules --depth=1 --end-of-options URL main
            5   | --no-recurse-submodules --depth=5 --end-of-options URL main:refs/onggi/source
            0   | --tags --no-recurse-submodules --end-of-options URL main:refs/onggi/source
            """)
    void shouldAskForSoMuchHistoryAsTheBuildSees(String depth, String options) {
        // When
        var end = fetch(URL, depth, "");

        // Then
        assertThat(end.code()).isZero();
        assertThat(run.read("argv"))
                .contains("fetch --quiet " + options.replace("URL", URL) + "\n")
                .doesNotContain(" submodule ");
    }

    @Test
    void shouldLeaveTheRepositoryInTheSourceWhenThereIsADepth() {
        // When
        fetch(URL, "5", "submodules");

        // Then
        assertThat(root.resolve("workspace/.git")).isDirectory();
        assertThat(root.resolve("workspace/.git/FETCH_HEAD")).doesNotExist();
        assertThat(root.resolve("workspace/lib/.git")).exists();
        assertThat(run.read("argv")).contains("config core.bare false\n");
    }

    @Test
    void shouldLeaveFilesAloneWhenThereIsNone() {
        // When
        fetch(URL, "", "submodules");

        // Then
        assertThat(root.resolve("workspace/.git")).doesNotExist();
        assertThat(root.resolve("workspace/lib")).isEmptyDirectory();
    }

    @ParameterizedTest
    @CsvSource({"'', --depth=1", "7, --depth=7"})
    void shouldCheckOutSubmodulesAndDoNothingElseWithThem(String depth, String option) {
        // When
        var end = fetch(URL, depth, "submodules");

        // Then
        assertThat(end.code()).isZero();
        assertThat(run.read("argv"))
                .contains("config remote.origin.url " + URL + "\n")
                .contains("-c core.hooksPath=/dev/null ")
                .contains("submodule --quiet update --init --recursive --checkout " + option + "\n");
    }

    @Test
    void shouldSpeakHttpsAloneWithTheServersOfSubmodulesWhenTheRepositoryDoes() {
        // When
        fetch(URL, "", "submodules");

        // Then
        assertThat(run.read("env").lines()).contains("GIT_ALLOW_PROTOCOL=https", "GIT_CONFIG_NOSYSTEM=1");
    }

    @Test
    void shouldSpeakSshWithThemAsWellWhenTheRepositoryDoes() {
        // Given
        run.file("onggi/git/ssh-privatekey", "key").file("onggi/git/known_hosts", "hosts");

        // When
        fetch("ssh://git@git.example.com/team/hello.git", "", "submodules");

        // Then
        assertThat(run.read("env").lines()).contains("GIT_ALLOW_PROTOCOL=https:ssh");
    }

    @Test
    void shouldAskNobodyWhenTheCommitHasNoSubmodules() {
        // Given
        run.file("no-submodules", "");

        // When
        var end = fetch(URL, "", "submodules");

        // Then
        assertThat(end.code()).isZero();
        assertThat(run.read("argv")).doesNotContain(" submodule ");
    }

    @Test
    void shouldFetchTheWholeHistoryOfASubmoduleWhenItsServerGivesNoSingleCommit() {
        // Given
        run.file("fail-1", "error: Server does not allow request for unadvertised object 1234\n");

        // When
        var end = fetch(URL, "", "submodules");

        // Then
        assertThat(end.code()).isZero();
        assertThat(run.read("argv"))
                .contains("submodule --quiet update --init --recursive --checkout --no-recommend-shallow\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            fatal: transport 'file' not allowed                                     | SourceInvalid      | has a URL that is not https; ssh can be had where the repository itself is fetched by ssh, and nothing else
            fatal: repository '/etc' does not exist                                  | SourceInvalid      | has a URL that is not https; ssh can be had where the repository itself is fetched by ssh, and nothing else
            fatal: could not read Username for 'https://x': terminal prompts disabled | SourceUnauthorized | asks for a credential that is not there: the one of the Secret in spec.source.git.secretRef is for git.example.com alone
            Host key verification failed.                                           | SourceInvalid      | is on a host whose key is not in known_hosts of the Secret in spec.source.git.secretRef
            fatal: server certificate verification failed. CAfile: none CRLfile: none | SourceInvalid    | is on a host whose certificate is not trusted; where the Secret in spec.source.git.secretRef has a ca.crt, that alone is
            fatal: Could not resolve host: x                                        | SourceUnreachable  | 'cannot reach the server of submodule lib of REPOSITORY: Could not resolve host: x'
            fatal: the moon is full                                                 | SourceInvalid      | 'git cannot fetch submodule lib of REPOSITORY: the moon is full'
            """)
    void shouldNameTheSubmoduleWhenItCannotBeHad(String words, String reason, String sentence) {
        // Given
        var said = "%s\nfatal: clone of 'https://x/lib.git' into submodule path '%s/workspace/lib' failed\n"
                .formatted(words, root);
        run.file("fail-1", said).file("fail-2", said).file("fail-3", said);

        // When
        var end = fetch(URL, "", "submodules");

        // Then
        assertThat(end.code()).isEqualTo(1);
        assertThat(end.told())
                .startsWith("reason=" + reason + "\n")
                .contains(sentence.replace("REPOSITORY", URL))
                .contains("submodule lib of " + URL);
    }

    @Test
    void shouldTellTheBuildOfTheCommitAndItsTime() {
        // When
        fetch(URL, "", "");

        // Then
        assertThat(run.read("run/source")).isEqualTo("8239612e09c29862fa7e24ed3ad8b2c8f07389c7 1767225600\n");
    }

    @Test
    void shouldRefuseADepthThatIsNoNumber() {
        assertThat(fetch(URL, "--upload-pack=x", "").told())
                .isEqualTo("reason=SourceInvalid\nspec.source.git.depth \"--upload-pack=x\" is no number\n");
    }

    private End fetch(String url, String depth, String submodules) {
        return run.run(BuildScripts.fetch(), url, "main", depth, submodules);
    }
}
