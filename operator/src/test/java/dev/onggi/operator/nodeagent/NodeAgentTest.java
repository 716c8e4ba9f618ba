package dev.onggi.operator.nodeagent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as a process of its own, with no class path but the application's classes. */
class NodeAgentTest {

    private static final Path CLASSES = Path.of("target", "classes");

    @TempDir
    Path root;

    private Process agent;

    @AfterEach
    void tearDown() {
        if (agent != null) {
            agent.destroyForcibly();
        }
    }

    @Test
    void shouldEndAtOnceAndRemoveNothingWhenItIsTerminated() throws IOException, InterruptedException {
        // Given
        Path registries = Files.createDirectories(root.resolve("etc/onggi/registries"));
        Path certs = Files.createDirectories(root.resolve("host/certs.d"));
        Files.createDirectories(root.resolve("host/seccomp"));
        Files.writeString(registries.resolve(Samples.HOSTS_KEY), Samples.HOSTS);
        Files.writeString(registries.resolve(Samples.CA_KEY), Samples.CA);
        agent = start();
        await().atMost(Duration.ofSeconds(30)).until(() -> Files.exists(root.resolve("tmp/onggi/ready")));

        // When
        agent.destroy();

        // Then
        assertThat(agent.waitFor(2, TimeUnit.SECONDS)).isTrue();
        assertThat(certs.resolve(Samples.DIRECTORY).resolve("hosts.toml")).hasContent(Samples.HOSTS);
        assertThat(certs.resolve(Samples.DIRECTORY).resolve("ca.crt")).hasContent(Samples.CA);
        assertThat(root.resolve("host/seccomp/onggi")).isNotEmptyDirectory();
    }

    private Process start() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--limit-modules=java.base",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        CLASSES.toAbsolutePath().toString(),
                        NodeAgent.class.getName(),
                        root.toString())
                .redirectErrorStream(true)
                .redirectOutput(root.resolve("agent.log").toFile())
                .start();
    }
}
