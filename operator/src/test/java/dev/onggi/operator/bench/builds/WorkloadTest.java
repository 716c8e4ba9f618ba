package dev.onggi.operator.bench.builds;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class WorkloadTest {

    @Test
    void shouldBeTheDockerfileOfTheGoldenFile() throws IOException {
        // Given
        var golden = Path.of("src/test/resources/bench/W1.Dockerfile");

        // When
        var dockerfile = new Workload(25).dockerfile();

        // Then
        assertThat(dockerfile).isEqualTo(Files.readString(golden));
    }

    @Test
    void shouldChangeOneFileWhenTheTextIsAnother() {
        // Given
        var workload = new Workload(25);

        // When
        var before = workload.files("a");
        var after = workload.files("b");

        // Then
        assertThat(before).containsOnlyKeys("Dockerfile", "one.txt", "two.txt");
        assertThat(after.entrySet())
                .filteredOn(file -> !before.entrySet().contains(file))
                .hasSize(1);
    }
}
