package dev.onggi.operator.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.onggi.operator.builder.api.BuildReport;
import dev.onggi.operator.builder.api.BuildReport.State;
import dev.onggi.operator.imagebuild.result.BuildScripts;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The runner's side and builder.sh together, with scripts that stand in for those of builds. */
class ScriptPipeTest {

    private static final String ID = "hello-1-uidhello";

    /** Tells its arguments, or takes its time where the first one says so. */
    private static final String SCRIPT = """
            trap 'echo stopped; exit 143' TERM
            echo "runs in $ONGGI_ROOT"
            if [ -f "$ONGGI_ROOT/onggi/inputs/slow" ]; then while true; do sleep 0.1; done; fi
            for argument in "$@"; do printf '<%s>' "$argument"; done >"$ONGGI_RESULT"
            exit 3
            """;

    @TempDir
    private Path root;

    private final Queue<String> log = new ConcurrentLinkedQueue<>();
    private Process container;
    private Builds builds;

    @BeforeEach
    void givenAContainer() throws IOException {
        var command = new ProcessBuilder(
                "sh",
                "-c",
                BuildScripts.builder(),
                "onggi",
                "fetch",
                root.resolve("builds").toString(),
                SCRIPT);
        command.environment().put("ONGGI_ROOT", root.toString());
        command.environment().put("ONGGI_RESULT", root.resolve("message").toString());
        command.redirectErrorStream(true).redirectOutput(root.resolve("output").toFile());
        container = command.start();
        builds = new Builds(
                new BuildFiles(root.resolve("builds"), root.resolve("sources")),
                new FakeScripts(),
                new ScriptPipe(root.resolve("builds"), log::add),
                2,
                Clock.systemUTC());
    }

    @AfterEach
    void endTheContainer() throws InterruptedException {
        container.destroy();
        assertThat(container.waitFor(10, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void shouldGiveTheScriptItsArgumentsAsTheyAreAndTellWhatItTold() throws IOException {
        // When
        builds.accept(Orders.ofFiles(1));
        var report = awaitState(State.ENDED);

        // Then
        assertThat(report.buildCode()).isEqualTo(3);
        assertThat(report.built()).isEqualTo("<.><Dockerfile><--opt><build-arg:TEXT=two\nlines\n>");
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(log)
                        .contains("[hello-1] runs in " + root.resolve("builds").resolve(ID)));
    }

    @Test
    void shouldEndTheScriptFirstWhenTheContainerIsStopped() throws IOException {
        // Given
        builds.accept(Orders.slow());
        await().until(() ->
                log.contains("[hello-1] runs in " + root.resolve("builds").resolve(ID)));

        // When
        container.destroy();

        // Then: BuildKit, which follows, would wait for what the script has begun
        await().atMost(Duration.ofSeconds(10)).until(() -> log.contains("[hello-1] stopped"));
    }

    @Test
    void shouldEndTheScriptWhenTheBuildIsStopped() throws IOException {
        // Given
        builds.accept(Orders.slow());
        await().atMost(Duration.ofSeconds(20)).until(() -> !log.isEmpty());

        // When
        builds.forget(ID);

        // Then
        await().atMost(Duration.ofSeconds(20))
                .until(() -> builds.changes(-1, Duration.ZERO).ids().isEmpty());
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(log).contains("[hello-1] stopped"));
    }

    private BuildReport awaitState(State state) {
        return await().atMost(Duration.ofSeconds(30))
                .until(() -> builds.changes(-1, Duration.ZERO).changed().getFirst(), report -> report.state() == state);
    }
}
