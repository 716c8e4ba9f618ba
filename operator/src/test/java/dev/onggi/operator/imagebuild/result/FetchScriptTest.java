package dev.onggi.operator.imagebuild.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.onggi.operator.imagebuild.result.ScriptRun.End;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** fetch.sh with a git that only writes down what it is told, and says what a test gives it to say. */
class FetchScriptTest {

    private static final String URL = "https://git.example.com/team/hello.git";
    private static final String COMMIT = "8239612e09c29862fa7e24ed3ad8b2c8f07389c7";

    /** Fails as often as there are files fail-1, fail-2, …, with their text. */
    private static final String GIT = """
            printf '%s\\n' "$*" >>"$FAKE/argv"
            case " $* " in
            *" check-ref-format "*) case $3 in *[:*]* | -*) exit 1 ;; esac ;;
            *" fetch "*)
              env >"$FAKE/env"
              if [ -f "$FAKE/helper" ]; then sh "$FAKE/helper" & wait; fi
              if [ -n "${GIT_ASKPASS:-}" ]; then
                for host in git.example.com evil.example.com; do
                  "$GIT_ASKPASS" "Username for 'https://$host': " >>"$FAKE/answers.$host"
                  "$GIT_ASKPASS" "Password for 'https://kim@$host': " >>"$FAKE/answers.$host"
                done
              fi
              n=$(($(cat "$FAKE/count" 2>/dev/null || echo 0) + 1))
              echo $n >"$FAKE/count"
              if [ -f "$FAKE/fail-$n" ]; then cat "$FAKE/fail-$n" >&2; exit 128; fi ;;
            *" checkout "*) if [ -f "$FAKE/files" ]; then sh "$FAKE/files"; fi ;;
            *" rev-parse "*) echo 8239612e09c29862fa7e24ed3ad8b2c8f07389c7 ;;
            *" log "*) printf '%s\\nKim 김   \\nfirst   \\n' 8239612e09c29862fa7e24ed3ad8b2c8f07389c7 ;;
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
    void shouldTellTheCommitWhenTheSourceIsThere() {
        // When
        var end = fetch(URL, "main");

        // Then
        assertThat(end).isEqualTo(new End(0, COMMIT + "\nKim 김\nfirst\n"));
        assertThat(run.read("argv"))
                .contains(
                        "fetch --quiet --no-tags --no-recurse-submodules --depth=1 --end-of-options " + URL + " main\n")
                .contains("-c core.hooksPath=/dev/null")
                .contains("checkout --quiet --force --detach " + COMMIT);
    }

    @Test
    void shouldAskForHeadWhenThereIsNoRevision() {
        // When
        fetch(URL, "");

        // Then
        assertThat(run.read("argv")).contains("--end-of-options " + URL + " HEAD\n");
    }

    @Test
    void shouldReadNoConfigurationWhenGitRuns() {
        // When
        fetch(URL, "main");

        // Then
        assertThat(run.read("env").lines())
                .contains(
                        "GIT_CONFIG_NOSYSTEM=1",
                        "GIT_CONFIG_GLOBAL=/dev/null",
                        "GIT_ALLOW_PROTOCOL=https:ssh",
                        "GIT_TERMINAL_PROMPT=0",
                        "LC_ALL=C")
                .noneMatch(line -> line.startsWith("GIT_ASKPASS="));
    }

    @Test
    void shouldAnswerNoOtherHostWhenThereIsACredential() {
        // Given
        run.file("onggi/git/username", "kim")
                .file("onggi/git/password", "s3cret\n")
                .file("onggi/git/ca.crt", "ca");

        // When
        fetch(URL, "main");

        // Then
        assertThat(run.read("answers.git.example.com")).isEqualTo("kims3cret\n");
        assertThat(run.read("answers.evil.example.com")).isEmpty();
        assertThat(run.read("argv")).contains("-c http.followRedirects=false").doesNotContain("s3cret");
        assertThat(run.read("env"))
                .contains("GIT_SSL_CAINFO=" + root + "/onggi/git/ca.crt")
                .doesNotContain("s3cret");
    }

    @Test
    void shouldCheckTheHostKeyWhenTheUrlIsSsh() {
        // Given
        run.file("onggi/git/ssh-privatekey", "key").file("onggi/git/known_hosts", "hosts");

        // When
        var end = fetch("ssh://git@git.example.com/team/hello.git", "main");

        // Then
        assertThat(end.code()).isZero();
        assertThat(run.read("env"))
                .contains("GIT_SSH_COMMAND=ssh -F /dev/null -i ")
                .contains(
                        "-o StrictHostKeyChecking=yes -o UserKnownHostsFile='%s/onggi/git/known_hosts'".formatted(root))
                .contains("-o BatchMode=yes");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            file:///etc                            | main            | SourceInvalid | spec.source.git.url is neither https nor ssh
            http://git.example.com/x               | main            | SourceInvalid | spec.source.git.url is neither https nor ssh
            /etc                                   | main            | SourceInvalid | spec.source.git.url is neither https nor ssh
            https://kim:s3cret@git.example.com/x   | main            | SourceInvalid | spec.source.git.url holds a user or a password; they belong into the Secret that spec.source.git.secretRef names
            ssh://git:s3cret@git.example.com/x     | main            | SourceInvalid | spec.source.git.url holds a password; use a key in the Secret that spec.source.git.secretRef names
            ssh://-oProxyCommand=x/x               | main            | SourceInvalid | spec.source.git.url names no host that git understands
            https://git.example.com/x              | --upload-pack=x | SourceInvalid | spec.source.git.revision "--upload-pack=x" is no name of a branch, a tag or a commit
            https://git.example.com/x              | +main           | SourceInvalid | spec.source.git.revision "+main" is no name of a branch, a tag or a commit
            https://git.example.com/x              | main:main       | SourceInvalid | spec.source.git.revision "main:main" is no name of a branch, a tag or a commit
            ssh://git@git.example.com/x            | main            | SourceUnauthorized | ssh needs a key: name a Secret with the keys ssh-privatekey and known_hosts in spec.source.git.secretRef
            """)
    void shouldRefuseWhenWhatIsAskedForIsNotAllowed(String url, String revision, String reason, String sentence) {
        // When
        var end = fetch(url, revision);

        // Then
        assertThat(end).isEqualTo(new End(1, "reason=%s\n%s\n".formatted(reason, sentence)));
        assertThat(root.resolve("env")).doesNotExist();
    }

    @Test
    void shouldNameTheMissingKeyWhenTheSecretHasNoKnownHosts() {
        // Given
        run.file("onggi/git/ssh-privatekey", "key");

        // When
        var end = fetch("ssh://git@git.example.com/x", "main");

        // Then
        assertThat(end.told())
                .startsWith("reason=SourceInvalid\nthe Secret in spec.source.git.secretRef lacks the key known_hosts");
    }

    @Test
    void shouldTryAgainWhenTheServerDoesNotAnswer() {
        // Given
        run.file(
                "fail-1",
                "fatal: unable to access 'https://git.example.com/': Could not resolve host: git.example.com\n");

        // When
        var end = fetch(URL, "main");

        // Then
        assertThat(end.code()).isZero();
        assertThat(run.read("pauses")).isEqualTo("1\n");
    }

    @Test
    void shouldGiveUpWhenTheServerDoesNotAnswerThreeTimes() {
        // Given
        var words =
                "fatal: unable to access 'https://git.example.com/': Failed to connect to git.example.com port 443\n";
        run.file("fail-1", words).file("fail-2", words).file("fail-3", words);

        // When
        var end = fetch(URL, "main");

        // Then
        assertThat(end)
                .isEqualTo(new End(
                        1,
                        "reason=SourceUnreachable\ncannot reach git.example.com:"
                                + " Failed to connect to git.example.com port 443\n" + words));
        assertThat(run.read("pauses")).isEqualTo("1\n3\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            fatal: couldn't find remote ref nosuch                                         | RevisionNotFound
            fatal: Authentication failed for 'https://git.example.com/'                    | SourceUnauthorized
            fatal: could not read Username for 'https://git.example.com': terminal prompts disabled | SourceUnauthorized
            git@git.example.com: Permission denied (publickey).                            | SourceUnauthorized
            Host key verification failed.                                                  | SourceInvalid
            fatal: server certificate verification failed. CAfile: none CRLfile: none      | SourceInvalid
            fatal: repository 'https://git.example.com/team/hello.git/' not found          | SourceInvalid
            fatal: the moon is full                                                        | SourceInvalid
            """)
    void shouldTellTheCauseAtOnceWhenAnotherTryIsOfNoUse(String words, String reason) {
        // Given
        run.file("fail-1", words + "\n");

        // When
        var end = fetch(URL, "nosuch");

        // Then
        assertThat(end.code()).isEqualTo(1);
        assertThat(end.told()).startsWith("reason=" + reason + "\n").endsWith("\n" + words + "\n");
        assertThat(root.resolve("pauses")).doesNotExist();
    }

    @Test
    void shouldFetchTheWholeHistoryWhenTheServerGivesNoSingleCommit() {
        // Given
        run.file("fail-1", "error: Server does not allow request for unadvertised object " + COMMIT + "\n");

        // When
        var end = fetch(URL, COMMIT);

        // Then
        assertThat(end.code()).isZero();
        assertThat(run.read("argv"))
                .contains("--end-of-options " + URL
                        + " +refs/heads/*:refs/onggi/heads/* +refs/tags/*:refs/onggi/tags/*\n");
    }

    @Test
    void shouldHideUserInfoAndStayShortWhenGitSaysMuch() {
        // Given
        run.file(
                "fail-1", "fatal: https://kim:s3cret@git.example.com/x is bad\n" + "remote: many words\n".repeat(2000));

        // When
        var end = fetch(URL, "main");

        // Then
        assertThat(end.told())
                .hasSizeLessThan(4096)
                .doesNotContain("s3cret")
                .contains("https://***@git.example.com/x is bad");
    }

    @ParameterizedTest
    @ValueSource(strings = {"workspace/left", "workspace/.hidden/left"})
    void shouldTakeAwayWhatAnEarlierStartLeftWhenItIsStartedAgain(String left) {
        // Given
        run.file(left, "x");

        // When
        fetch(URL, "main");

        // Then
        assertThat(root.resolve("workspace")).isEmptyDirectory();
    }

    @Test
    void shouldEndGitWithItsHelpersWhenTheRepositoryIsTooLarge() {
        // Given: what git starts goes on writing, for 20 s at most
        run.file("helper", """
                i=0
                while [ "$i" -lt 400 ]; do
                  i=$((i + 1))
                  echo "$i" >>"$FAKE/ticks"
                  head -c 65536 /dev/urandom >>"$FAKE/workspace/pack"
                  PATH=${PATH#*:} sleep 0.05
                done
                """);

        // When
        var end = fetchBounded("1024");

        // Then
        assertThat(end).isEqualTo(tooLarge());
        var before = new AtomicLong();
        await("the helper writes no more")
                .during(Duration.ofMillis(400))
                .atMost(Duration.ofSeconds(10))
                .until(() -> {
                    long now = Files.size(root.resolve("ticks"));
                    return before.getAndSet(now) == now;
                });
        assertThat(root.resolve("workspace")).as("room for others").isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "head -c 1200000 /dev/urandom >\"$FAKE/workspace/large\"",
                "for i in $(seq 300); do : >\"$FAKE/workspace/$i\"; done"
            })
    void shouldRefuseWhatIsTooLargeWhenGitWasQuick(String files) {
        // Given
        run.file("files", files);

        // When
        var end = fetchBounded("1024");

        // Then
        assertThat(end).isEqualTo(tooLarge());
        assertThat(root.resolve("workspace")).isEmptyDirectory();
    }

    @Test
    void shouldTakeWhatIsWithinTheBound() {
        // Given
        run.file("files", "head -c 900000 /dev/urandom >\"$FAKE/workspace/large\"");

        // Then
        assertThat(fetchBounded("1024").code()).isZero();
        assertThat(root.resolve("workspace/large")).hasSize(900_000);
    }

    private End fetchBounded(String kib) {
        return run.run(Map.of("ONGGI_LIMIT", kib), BuildScripts.fetch(), URL, "main");
    }

    private static End tooLarge() {
        return new End(
                1,
                "reason=SourceTooLarge\n%s has more than 1 MiB at \"main\", with the history that is asked for, which is more than a build may have; take files out of the repository, or ask for less history in spec.source.git.depth\n"
                        .formatted(URL));
    }

    private End fetch(String url, String revision) {
        return run.run(BuildScripts.fetch(), url, revision);
    }
}
