package dev.onggi.operator.nodeagent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MountedConfigMapTest {

    @TempDir
    Path mount;

    @Test
    void shouldReadEachKeyOnceWhenTheKubeletMountedIt() throws IOException {
        // Given
        publish("..2026_01_01_00_00_00.1", Samples.mounted());

        // When
        var contents = new MountedConfigMap(mount).read();

        // Then
        assertThat(contents).isEqualTo(Samples.mounted());
    }

    @Test
    void shouldReadTheNewVersionWhenTheKubeletExchangedIt() throws IOException {
        // Given
        publish("..2026_01_01_00_00_00.1", Samples.mounted());
        publish("..2026_01_01_00_01_00.2", Map.of("other_1.ca.crt", "x"));

        // When
        var contents = new MountedConfigMap(mount).read();

        // Then
        assertThat(contents).containsExactly(Map.entry("other_1.ca.crt", "x"));
    }

    @Test
    void shouldBeEmptyWhenTheConfigMapIs() throws IOException {
        // Given
        publish("..2026_01_01_00_00_00.1", Map.of());

        // When
        var contents = new MountedConfigMap(mount).read();

        // Then
        assertThat(contents).isEmpty();
    }

    @Test
    void shouldFailAndNotBeEmptyWhenTheMountIsGoneOrItsLinkLeadsNowhere() throws IOException {
        // Given
        Files.createSymbolicLink(mount.resolve("..data"), Path.of("..gone"));

        // When, Then
        assertThatThrownBy(() -> new MountedConfigMap(mount).read()).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> new MountedConfigMap(mount.resolve("nowhere")).read())
                .isInstanceOf(NoSuchFileException.class);
    }

    /** What the kubelet's atomic writer does. */
    private void publish(String version, Map<String, String> contents) throws IOException {
        Path folder = Files.createDirectory(mount.resolve(version));
        for (var entry : contents.entrySet()) {
            Files.writeString(folder.resolve(entry.getKey()), entry.getValue());
            Path link = mount.resolve(entry.getKey());
            Files.deleteIfExists(link);
            Files.createSymbolicLink(link, Path.of("..data", entry.getKey()));
        }
        Path data = Files.createSymbolicLink(mount.resolve("..data_tmp"), Path.of(version));
        Files.move(data, mount.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
    }
}
