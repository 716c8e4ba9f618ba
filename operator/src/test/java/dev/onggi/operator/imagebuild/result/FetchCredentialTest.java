package dev.onggi.operator.imagebuild.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** fetch.sh with a git that asks for user and password, as git does where a server wants them: for its host, and for another. */
class FetchCredentialTest {

    private static final String GIT = """
            printf '%s\\n' "$*" >>"$FAKE/argv"
            case " $* " in
            *" fetch "*)
              env >"$FAKE/env"
              for host in git.example.com evil.example.com; do
                user=$("$GIT_ASKPASS" "Username for 'https://$host': ")
                printf '%s:%s\\n' "$user" "$("$GIT_ASKPASS" "Password for 'https://$user@$host': ")" >>"$FAKE/shown.$host"
              done ;;
            *" rev-parse "*) echo 8239612e09c29862fa7e24ed3ad8b2c8f07389c7 ;;
            esac
            exit 0
            """;

    @TempDir
    private Path root;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            kim | s3cret |       | kim:s3cret
                | s3cret |       | git:s3cret
                |        | t0ken | git:t0ken
            kim |        | t0ken | kim:t0ken
            kim | s3cret | t0ken | kim:s3cret
            """)
    void shouldShowATokenAsThePasswordWhenTheSecretHasNone(String user, String password, String token, String shown) {
        // Given
        var run = new ScriptRun(root).command("git", GIT).withoutPauses();
        if (user != null) {
            run.file("onggi/git/username", user);
        }
        if (password != null) {
            run.file("onggi/git/password", password);
        }
        if (token != null) {
            run.file("onggi/git/token", token);
        }

        // When
        var end = run.run(BuildScripts.fetch(), "https://git.example.com/team/hello.git", "main");

        // Then: to its own host alone, and by no way on which others see it
        assertThat(end.code()).isZero();
        assertThat(run.read("shown.git.example.com")).isEqualTo(shown + "\n");
        assertThat(run.read("shown.evil.example.com")).isEqualTo(":\n");
        assertThat(run.read("argv")).contains("-c http.followRedirects=false");
        assertThat(run.read("argv") + run.read("env") + end.told()).doesNotContain("s3cret", "t0ken");
    }
}
