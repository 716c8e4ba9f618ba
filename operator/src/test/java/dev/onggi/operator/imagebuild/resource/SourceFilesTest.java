package dev.onggi.operator.imagebuild.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.KeyToPath;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SourceFilesTest {

    @Test
    void shouldTakeTextsAndBinariesOfAConfigMap() {
        // Given
        var configMap = new ConfigMapBuilder()
                .addToData("Dockerfile", "FROM scratch")
                .addToBinaryData("logo.png", "iVBORw0KGgo=")
                .build();

        // When
        var files = SourceFiles.of(configMap);

        // Then
        assertThat(files.texts()).containsExactly(Map.entry("Dockerfile", "FROM scratch"));
        assertThat(files.binaries()).containsExactly(Map.entry("logo.png", "iVBORw0KGgo="));
    }

    @Test
    void shouldBeEmptyWhenTheConfigMapIs() {
        // Given
        var configMap = new ConfigMap();
        configMap.setData(null);
        configMap.setBinaryData(null);

        // Then
        assertThat(SourceFiles.of(configMap)).isEqualTo(SourceFiles.inline(Map.of()));
    }

    @Test
    void shouldHaveAnotherHashWhenAnythingDiffers() {
        assertThat(List.of(
                        SourceFiles.inline(Map.of()).hash(),
                        SourceFiles.inline(Map.of("a", "b")).hash(),
                        SourceFiles.inline(Map.of("a", "")).hash(),
                        SourceFiles.inline(Map.of("ab", "")).hash(),
                        SourceFiles.inline(Map.of("a", "", "b", "")).hash(),
                        SourceFiles.of(new ConfigMapBuilder()
                                        .addToBinaryData("a", "b")
                                        .build())
                                .hash()))
                .doesNotHaveDuplicates();
    }

    @Test
    void shouldGiveEachFileAKeyWhosePathIsItsOwn() {
        // Given: a key of a ConfigMap can have no '/'
        var files = SourceFiles.inline(Map.of("src/b.txt", "b", "Dockerfile", "d"));

        // When
        var items = BuildInputsFactory.items(files);

        // Then
        assertThat(items)
                .extracting(KeyToPath::getKey, KeyToPath::getPath)
                .containsExactly(tuple("file-0", "Dockerfile"), tuple("file-1", "src/b.txt"));
    }
}
