package dev.onggi.operator.imagebuild.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How BuildKit is started by each engine. Whether it works is for real clusters. */
class DaemonScriptTest {

    @TempDir
    private Path root;

    private ScriptRun run;

    @BeforeEach
    void givenASource() {
        var told = "printf '%s\\n' \"$0\" \"$@\" | sed \"s#$FAKE##g\" >\"$FAKE/started\"; exit 1\n";
        run = new ScriptRun(root)
                .command("buildkitd", told)
                .command("rootlesskit", told)
                .file("workspace/Dockerfile", "FROM scratch\n");
    }

    @Test
    void shouldStartBuildKitAsTheUserWhenItIsRootless() {
        // When
        var end = build("Rootless", "/home/user");

        // Then
        assertThat(run.read("started").lines())
                .startsWith("/bin/rootlesskit", "buildkitd")
                .containsSubsequence("--root", "/home/user/.local/share/buildkit")
                .contains("--oci-worker-no-process-sandbox");
        assertThat(end.told()).contains("reason=BuilderFailed", "BuildKit ended when it was started");
    }

    @Test
    void shouldStartBuildKitWithRuncThatAsksForLessWhenItIsInThePodsUserNamespace() {
        // When
        build("UserNamespace", "/root");

        // Then
        assertThat(run.read("started").lines())
                .startsWith("/bin/buildkitd")
                .containsSubsequence("--oci-worker-binary", "/run/onggi/runc")
                .doesNotContain("--rootless");
    }

    @Test
    void shouldAddWhatTheProfileAsksForToRunsOfStepsAlone() {
        // Given
        build("UserNamespace", "/root");
        run.command("buildkit-runc", "printf '%s ' \"$@\" >>\"$FAKE/runc\"; echo >>\"$FAKE/runc\"\n");

        // When
        run.run(
                "set -e; \"$FAKE/run/onggi/runc\" --log 'a file' run --bundle b id; \"$FAKE/run/onggi/runc\" delete --force id");

        // Then
        assertThat(run.read("runc").lines())
                .containsExactly("--log a file run --no-new-keyring --no-pivot --bundle b id ", "delete --force id ");
    }

    private ScriptRun.End build(String engine, String home) {
        return run.run(
                "export ONGGI_ENGINE=%s ONGGI_HOME=%s\n%s".formatted(engine, home, BuildScripts.build()),
                ".",
                "Dockerfile");
    }
}
