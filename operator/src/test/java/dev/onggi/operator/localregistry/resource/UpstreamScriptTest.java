package dev.onggi.operator.localregistry.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
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
    void shouldServeBeforeTheSecretIsThereAndStartAnewWhenItComesOrChanges() throws IOException {
        // Given
        var ca = directory.resolve("ca.crt");
        start("exec sleep 600", ca);
        await().untilAsserted(() -> assertThat(starts()).hasSize(1));

        // When
        Files.writeString(ca, "first");

        // Then
        await().untilAsserted(() -> assertThat(starts()).hasSize(2));

        // When
        Files.writeString(ca, "second");

        // Then
        await().untilAsserted(() -> assertThat(starts()).hasSize(3).containsOnly("serve config.yml"));
    }

    @Test
    void shouldTellTheUserAsTheSecretHasItJustNow() throws Exception {
        // Given
        Files.writeString(directory.resolve("username"), "ro\"bot\\1\n");
        Files.writeString(directory.resolve("password"), "pä s$x%s`id`");

        // When
        var user = new ObjectMapper().readTree(user(directory));

        // Then
        assertThat(user.path("Username").asText()).isEqualTo("ro\"bot\\1");
        assertThat(user.path("Secret").asText()).isEqualTo("pä s$x%s`id`");
    }

    @Test
    void shouldTellOfNoUserWhenTheSecretIsNotThere() throws Exception {
        // When
        var user = new ObjectMapper().readTree(user(directory.resolve("missing")));

        // Then
        assertThat(user.path("Username").asText("-")).isEmpty();
        assertThat(user.path("Secret").asText("-")).isEmpty();
    }

    private static byte[] user(Path secret) throws IOException {
        var builder = new ProcessBuilder("/bin/sh", "-c", UpstreamScript.USER.text(), "onggi-user", "get");
        builder.environment().put("ONGGI_UPSTREAM_USER", secret.toString());
        return builder.start().getInputStream().readAllBytes();
    }

    @Test
    void shouldStartItAgainWhenItEnds() throws IOException {
        // Given: it does not reach its upstream
        start("exit 1");

        // Then
        await().untilAsserted(() -> assertThat(starts()).hasSizeGreaterThan(2).containsOnly("serve config.yml"));
    }

    @Test
    void shouldEndWithTheRegistryWhenThePodIsStopped() throws Exception {
        // Given
        start("trap 'echo ended >>%s; kill $!; exit 0' TERM; sleep 600 & wait".formatted(directory.resolve("log")));
        await().untilAsserted(() -> assertThat(starts()).hasSize(1));

        // When
        process.destroy();

        // Then
        assertThat(process.waitFor(5, TimeUnit.SECONDS)).isTrue();
        assertThat(starts()).endsWith("ended");
    }

    private void start(String registry, Path... files) throws IOException {
        var program = directory.resolve("registry");
        Files.writeString(program, "#!/bin/sh\necho \"$*\" >>%s\n%s\n".formatted(directory.resolve("log"), registry));
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        var command =
                new ArrayList<>(List.of("/bin/sh", "-c", UpstreamScript.SERVE.text(), "onggi-upstream", "config.yml"));
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
