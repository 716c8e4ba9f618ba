package dev.onggi.operator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.operator.gateway.api.CatalogImage;
import dev.onggi.operator.gateway.api.CatalogImage.Layer;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ImagesReportTest {

    private static final Layer BASE = new Layer("sha256:" + "0".repeat(64), 80_000_000);
    private static final Layer APP = new Layer("sha256:" + "1".repeat(64), 1_500_000);
    private static final Layer WEB = new Layer("sha256:" + "2".repeat(64), 300_000);
    private static final List<CatalogImage> ALL = List.of(
            image("team-a/app", "1", "a", BASE, APP),
            image("team-a/app", "latest", "a", BASE, APP),
            image("team-a/web", "1", "b", BASE, WEB),
            image("tools/empty", "1", "c"));

    @Test
    void shouldTellSizesAndWhatIsSharedWithOtherImages() {
        // When
        var text = new ImagesReport(ALL, ALL, new Usage(Set.of())).images();

        // Then
        assertThat(text).isEqualTo("""
                REPOSITORY    TAG      DIGEST         SIZE      LAYERS   SHARED        USED BY
                team-a/app    1        aaaaaaaaaaaa   81.5 MB   2        1 (80.0 MB)   -
                team-a/app    latest   aaaaaaaaaaaa   81.5 MB   2        1 (80.0 MB)   -
                team-a/web    1        bbbbbbbbbbbb   80.3 MB   2        1 (80.0 MB)   -
                tools/empty   1        cccccccccccc   0 B       0        -             -
                """);
    }

    @Test
    void shouldNameTheImagesThatHaveALayerTooAlsoWhereTheyAreNotListed() {
        // When
        var text = new ImagesReport(ALL, List.of(ALL.get(2)), new Usage(Set.of())).layers();

        // Then
        assertThat(text).isEqualTo("""
                IMAGE          LAYER          SIZE      ALSO IN
                team-a/web:1   000000000000   80.0 MB   team-a/app:1, team-a/app:latest
                team-a/web:1   222222222222   300 kB    -
                """);
    }

    private static CatalogImage image(String repository, String tag, String digest, Layer... layers) {
        long size = List.of(layers).stream().mapToLong(Layer::size).sum();
        return new CatalogImage(repository, tag, "sha256:" + digest.repeat(64), size, List.of(layers), List.of(), null);
    }
}
