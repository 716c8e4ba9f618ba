package dev.onggi.operator.imagebuild.result;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.operator.golden.FetchResults;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What fetch.sh says of each kind of failure, given what git 2.39 and OpenSSH 9.2 say of it. */
class FetchScriptRecordingTest {

    private static final String HTTPS = "https://git.example.com/team/hello.git";
    private static final String SSH = "ssh://git@git.example.com/team/hello.git";

    private static final List<String> NO_SECRET = List.of();
    private static final List<String> PASSWORD = List.of("username", "password");
    private static final List<String> KEY = List.of("ssh-privatekey", "known_hosts");

    private static final String SSH_ENDED = """
            fatal: Could not read from remote repository.

            Please make sure you have the correct access rights
            and the repository exists.
            """;

    /**
     * A fetch that fails.
     *
     * @param recording its name
     * @param keys of the Secret that is mounted
     * @param words of git, and of what it has started
     */
    record Failure(String recording, String url, List<String> keys, String words) {

        @Override
        public String toString() {
            return recording;
        }
    }

    static Stream<Failure> failures() {
        return Stream.of(
                new Failure(
                        "git-unreachable",
                        HTTPS,
                        NO_SECRET,
                        "fatal: unable to access 'https://git.example.com/team/hello.git/': Failed to connect to git.example.com port 443 after 0 ms: Couldn't connect to server\n"),
                new Failure(
                        "git-credential-missing",
                        HTTPS,
                        NO_SECRET,
                        "fatal: could not read Username for 'https://git.example.com': terminal prompts disabled\n"),
                new Failure(
                        "git-credential-refused",
                        HTTPS,
                        PASSWORD,
                        "fatal: Authentication failed for 'https://git.example.com/team/hello.git/'\n"),
                new Failure(
                        "git-certificate-unknown",
                        HTTPS,
                        PASSWORD,
                        "fatal: unable to access 'https://git.example.com/team/hello.git/': server certificate verification failed. CAfile: /etc/ssl/certs/ca-certificates.crt CRLfile: none\n"),
                new Failure("git-revision-unknown", HTTPS, NO_SECRET, "fatal: couldn't find remote ref main\n"),
                new Failure(
                        "git-repository-unknown",
                        HTTPS,
                        NO_SECRET,
                        "remote: Repository not found.\nfatal: repository 'https://git.example.com/team/hello.git/' not found\n"),
                new Failure("git-ssh-key-missing", SSH, NO_SECRET, ""),
                new Failure("git-known-hosts-missing", SSH, List.of("ssh-privatekey"), ""),
                new Failure(
                        "git-ssh-key-refused",
                        SSH,
                        KEY,
                        "git@git.example.com: Permission denied (publickey).\n" + SSH_ENDED),
                new Failure(
                        "git-host-key-unknown",
                        SSH,
                        KEY,
                        "No ED25519 host key is known for git.example.com and you have requested strict checking.\nHost key verification failed.\n"
                                + SSH_ENDED));
    }

    @TempDir
    private Path root;

    @ParameterizedTest
    @MethodSource("failures")
    void shouldSayWhatIsRecordedWhenAFetchFails(Failure failure) {
        // Given
        var run = new ScriptRun(root).withoutPauses().file("words", failure.words());
        run.command("git", "case \" $* \" in *' fetch '*) cat \"$FAKE/words\" >&2; exit 128 ;; esac\n");
        failure.keys().forEach(key -> run.file("onggi/git/" + key, "s3cret"));

        // When
        var end = run.run(BuildScripts.fetch(), failure.url(), "main");

        // Then
        assertThat(end.code()).isEqualTo(1);
        FetchResults.assertRecorded(failure.recording(), end.told());
    }

    @Test
    void shouldSayWhatIsRecordedWhenARepositoryHasMoreThanABuildMayHave() {
        // Given: a KiB more than 4 GiB, which nobody writes to a disk for a test
        var run = new ScriptRun(root).withoutPauses();
        run.command("git", "exit 0\n").command("du", "printf '4194305\\t%s\\n' \"$2\"\n");

        // When
        var end = run.run(BuildScripts.fetch(), HTTPS, "main");

        // Then
        assertThat(end.code()).isEqualTo(1);
        FetchResults.assertRecorded("git-too-large", end.told());
    }
}
