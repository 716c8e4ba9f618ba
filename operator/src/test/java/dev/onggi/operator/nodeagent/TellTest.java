package dev.onggi.operator.nodeagent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.onggi.operator.TestClock;
import dev.onggi.operator.deploy.Manifests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The agent and its voice, which is the shell's program in the manifest, as a process of its own. */
class TellTest {

    private static final Findings REFUSED =
            new Findings(new TreeMap<>(Map.of(Samples.DIRECTORY, "somebody else's")), new TreeMap<>());

    @TempDir
    Path root;

    private Path message;
    private News news;
    private Process tell;

    @BeforeEach
    void setUp() throws IOException {
        message = Files.createDirectories(root.resolve("dev")).resolve("termination-log");
        Files.createDirectories(root.resolve("node/etc"));
        Inspect.main(new String[] {root.toString()});
        Files.delete(message);
        news = new News(
                root,
                new Inspection(new Installed(NodeRuntime.CONTAINERD, "/etc/containerd/certs.d")),
                TestClock.standingAt(Instant.parse("2026-03-01T12:00:00Z")));
    }

    @AfterEach
    void tearDown() {
        if (tell != null) {
            tell.destroyForcibly();
        }
    }

    @Test
    void shouldEndWithTheNewsWhenTheBellRingsWhileItListens() throws IOException {
        // Given
        tell = start();
        awaitListening();
        news.tell(Findings.none());
        assertThat(tell.isAlive()).isTrue();

        // When, Then
        await().untilAsserted(() -> {
            news.tell(REFUSED);
            assertThat(tell.isAlive()).isFalse();
        });
        assertThat(tell.exitValue()).isZero();
        assertThat(message).content().contains("somebody else's");
    }

    @Test
    void shouldEndWithTheNewestAtOnceWhenThereWereNewsBeforeItWasStarted() throws Exception {
        // Given
        news.tell(REFUSED);
        news.tell(new Findings(new TreeMap<>(Map.of(Samples.DIRECTORY, "another's")), new TreeMap<>()));

        // When
        tell = start();

        // Then
        assertThat(tell.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(message).content().contains("another's");

        // When
        news.tell(Findings.none());
        tell = start();

        // Then
        assertThat(tell.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(message).content().contains("\"refused\":{}");
    }

    @Test
    void shouldLeaveWhatIsKnownWhenItIsEndedWithoutNews() throws Exception {
        // Given
        tell = start();
        awaitListening();

        // When
        tell.destroy();

        // Then
        assertThat(tell.waitFor(2, TimeUnit.SECONDS)).isTrue();
        assertThat(message).hasContent(Files.readString(root.resolve(News.TOLD)));
    }

    private void awaitListening() {
        await().atMost(Duration.ofSeconds(20)).until(() -> Files.exists(root.resolve("tmp/onggi/bell")));
    }

    private Process start() throws IOException {
        var containers = Manifests.all("DaemonSet").getFirst().at("/spec/template/spec/containers");
        var command = StreamSupport.stream(containers.spliterator(), false)
                .filter(container -> container.get("name").asText().equals("tell"))
                .flatMap(container ->
                        StreamSupport.stream(container.get("command").spliterator(), false))
                .map(JsonNode::asText)
                .map(word -> word.replace(
                                "/tmp/onggi", root.resolve("tmp/onggi").toString())
                        .replace("/dev/termination-log", message.toString()))
                .toList();
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(root.resolve("tell.log").toFile())
                .start();
    }
}
