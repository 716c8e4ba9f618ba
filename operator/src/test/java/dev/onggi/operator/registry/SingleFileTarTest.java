package dev.onggi.operator.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class SingleFileTarTest {

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void shouldBeUnpackedByTarWhenWritten(@TempDir Path folder) throws IOException, InterruptedException {
        // Given
        var content = "content of 21 bytes\n\n".getBytes(StandardCharsets.US_ASCII);
        var archive = Files.write(folder.resolve("archive.tar"), SingleFileTar.of("pause", content));

        // When
        int exit = new ProcessBuilder("tar", "-xpf", archive.toString(), "-C", folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile())
                .start()
                .waitFor();

        // Then
        assertThat(exit).as(Files.readString(folder.resolve("output"))).isZero();
        assertThat(folder.resolve("pause")).hasBinaryContent(content).isExecutable();
        assertThat(Files.getLastModifiedTime(folder.resolve("pause")).toInstant())
                .isEqualTo(Instant.EPOCH);
    }

    @Test
    void shouldConsistOfWholeBlocksWhenContentDoesNot() {
        // When
        var archive = SingleFileTar.of("pause", new byte[513]);

        // Then: the header, two blocks of content, two at the end
        assertThat(archive).hasSize(5 * 512);
    }
}
