package dev.onggi.operator.localregistry.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script, with a registry in its path that only writes down how it was started. */
class UpstreamScriptTest {

    @TempDir
    private Path directory;

    private Process process;

    @AfterEach
    void stop() {
        if (process != null) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    @Test
    void shouldWaitForTheSecretWhenItIsNotThere() throws IOException {
        // Given
        var user = directory.resolve("username");
        var password = directory.resolve("password");
        start("exec sleep 600", user, password);

        // When
        Files.writeString(user, "robot");
        Files.writeString(password, "first");

        // Then
        await().untilAsserted(() -> assertThat(starts()).containsExactly("serve config.yml robot first"));

        // When: the password is another one
        Files.writeString(password, "second");

        // Then
        await().untilAsserted(() ->
                assertThat(starts()).containsExactly("serve config.yml robot first", "serve config.yml robot second"));
    }

    @Test
    void shouldStartItAgainWhenItEnds() throws IOException {
        // Given: it does not reach its upstream
        start("exit 1");

        // Then
        await().untilAsserted(() -> assertThat(starts()).hasSizeGreaterThan(2).containsOnly("serve config.yml - -"));
    }

    @Test
    void shouldEndWithTheRegistryWhenThePodIsStopped() throws Exception {
        // Given
        start("trap 'echo ended >>%s; exit 0' TERM; sleep 600 & wait".formatted(directory.resolve("log")));
        await().untilAsserted(() -> assertThat(starts()).hasSize(1));

        // When
        process.destroy();

        // Then
        assertThat(process.waitFor(5, TimeUnit.SECONDS)).isTrue();
        assertThat(starts()).endsWith("ended");
    }

    private void start(String registry, Path... files) throws IOException {
        var program = directory.resolve("registry");
        Files.writeString(
                program,
                "#!/bin/sh\necho \"$* ${REGISTRY_PROXY_USERNAME:--} ${REGISTRY_PROXY_PASSWORD:--}\" >>%s\n%s\n"
                        .formatted(directory.resolve("log"), registry));
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        var command = new ArrayList<>(List.of("/bin/sh", "-c", UpstreamScript.text(), "onggi-upstream", "config.yml"));
        List.of(files).forEach(file -> command.add(file.toString()));
        var builder = new ProcessBuilder(command).inheritIO();
        builder.environment().put("PATH", directory + ":" + System.getenv("PATH"));
        builder.environment().put("ONGGI_PAUSE", "0.05");
        process = builder.start();
    }

    private List<String> starts() throws IOException {
        var log = directory.resolve("log");
        return Files.exists(log) ? Files.readAllLines(log) : List.of();
    }
}
