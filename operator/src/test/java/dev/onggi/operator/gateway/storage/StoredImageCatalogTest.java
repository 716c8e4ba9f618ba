package dev.onggi.operator.gateway.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.operator.gateway.api.CatalogImage;
import dev.onggi.operator.gateway.collect.TestStorage;
import dev.onggi.operator.model.Digest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredImageCatalogTest {

    private static final Instant TIME = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir
    Path root;

    private TestStorage storage;

    @BeforeEach
    void fill() {
        storage = new TestStorage(root);
        storage.tag("team-a/app", "1.0", storage.image("team-a/app", TIME, "base", "one"), TIME);
        storage.tag("team-a/app", "Stable", storage.image("team-a/app", TIME, "base", "two"), TIME);
        storage.tag("team-a/app/plugin", "1.0", storage.image("team-a/app/plugin", TIME, "plugin"), TIME);
        storage.tag("team-b/web", "1.0", storage.image("team-b/web", TIME, "web"), TIME);
    }

    private List<CatalogImage> images(String repository, String search, int limit) throws IOException {
        return new StoredImageCatalog(new FileStore(root)).images(new ImageQuery(repository, search, limit));
    }

    private List<String> names(String repository, String search, int limit) throws IOException {
        return images(repository, search, limit).stream()
                .map(image -> image.repository() + ":" + image.tag())
                .toList();
    }

    @Test
    void shouldSayWhatIsInAnImage() throws IOException {
        // When
        var image = images("team-b", "", 10).getFirst();

        // Then
        assertThat(image.layers())
                .containsExactly(new CatalogImage.Layer(Digest.of("web").value(), 3));
        assertThat(image.platforms()).containsExactly("linux/amd64");
        assertThat(image.size()).as("layer and config").isGreaterThan(50).isLessThan(150);
        assertThat(image.time()).isEqualTo(TIME);
        assertThat(storage.has(Layout.data(new Digest(image.digest())))).isTrue();
    }

    @Test
    void shouldCountWhatTheImagesOfAnIndexShareOnce() throws IOException {
        // Given
        var one = storage.image("multi", TIME, "shared", "a");
        var two = storage.image("multi", TIME, "shared", "b");
        storage.tag("multi", "1.0", storage.index("multi", TIME, one, two), TIME);

        // When
        var image = images("multi", "", 10).getFirst();

        // Then
        assertThat(image.layers())
                .extracting(CatalogImage.Layer::digest)
                .containsExactly(
                        Digest.of("shared").value(),
                        Digest.of("a").value(),
                        Digest.of("b").value());
        assertThat(image.platforms()).containsExactly("linux/amd64");
    }

    @Test
    void shouldFindByRepositoryAndByText() throws IOException {
        // Then
        assertThat(names("", "", 10))
                .containsExactly("team-a/app:1.0", "team-a/app:Stable", "team-a/app/plugin:1.0", "team-b/web:1.0");
        assertThat(names("team-a/", "", 10)).hasSize(3);
        assertThat(names("team-a/app/", "", 10)).containsExactly("team-a/app/plugin:1.0");
        assertThat(names("team-a/ap", "STABLE", 10)).containsExactly("team-a/app:Stable");
        assertThat(names("", "web:1", 10)).containsExactly("team-b/web:1.0");
        assertThat(names("nowhere", "", 10)).isEmpty();
    }

    @Test
    void shouldAnswerNoMoreThanTheLimit() throws IOException {
        // Then
        assertThat(names("", "", 2)).containsExactly("team-a/app:1.0", "team-a/app:Stable");
        assertThat(names("", "", 3)).hasSize(3);
    }

    @Test
    void shouldListAnImageWhoseManifestIsDamagedOrGone() throws IOException {
        // Given
        var damaged = storage.image("broken", TIME, "x");
        storage.tag("broken", "1", damaged, TIME);
        storage.write(Layout.data(damaged), "{");
        storage.tag("broken", "2", Digest.of("gone"), TIME);
        storage.write(Layout.tagLink("broken", "3"), "");

        // When
        var images = images("broken", "", 10);

        // Then
        assertThat(images).extracting(CatalogImage::tag).containsExactly("1", "2");
        assertThat(images).allMatch(image -> image.layers().isEmpty() && image.size() == 0);
    }
}
