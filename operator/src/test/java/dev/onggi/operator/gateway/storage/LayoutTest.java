package dev.onggi.operator.gateway.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.operator.model.Digest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LayoutTest {

    private static final String HEX = "ab".repeat(32);
    private static final Digest DIGEST = new Digest("sha256:" + HEX);
    private static final String APP = "docker/registry/v2/repositories/team/app/";

    @Test
    void shouldNameTheRegistrysOwnPaths() {
        // Given the paths of distribution's paths.go

        // Then
        assertThat(Layout.data(DIGEST)).isEqualTo("docker/registry/v2/blobs/sha256/ab/" + HEX + "/data");
        assertThat(Layout.revision("team/app", DIGEST)).isEqualTo(APP + "_manifests/revisions/sha256/" + HEX);
        assertThat(Layout.layer("team/app", DIGEST)).isEqualTo(APP + "_layers/sha256/" + HEX);
        assertThat(Layout.tagLink("team/app", "1.0")).isEqualTo(APP + "_manifests/tags/1.0/current/link");
    }

    @Test
    void shouldReadBackWhatItNames() {
        // Given
        var revision = Layout.revision("team/app", DIGEST) + "/link";
        var layer = Layout.layer("team/app", DIGEST) + "/link";
        var tag = Layout.tagLink("team/app", "1.0");
        var history = Layout.tag("team/app", "1.0") + "/index/sha256/" + HEX + "/link";

        // Then
        assertThat(Layout.linkOf(revision)).isEqualTo(new Link.Revision(DIGEST));
        assertThat(Layout.linkOf(layer)).isEqualTo(new Link.Layer(DIGEST));
        assertThat(Layout.linkOf(tag)).isEqualTo(new Link.Tag("1.0"));
        assertThat(Layout.linkOf(history)).isEqualTo(new Link.TagHistory("1.0", DIGEST));
        assertThat(Layout.digestOf(Layout.data(DIGEST))).contains(DIGEST);
        assertThat(Layout.repositoryOf(layer)).contains("team/app");
    }

    @Test
    void shouldReadATagThatIsCalledLikeAFolder() {
        // Given
        var tag = Layout.tagLink("team/app", "current");

        // Then
        assertThat(Layout.linkOf(tag)).isEqualTo(new Link.Tag("current"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"_layers/sha512/%s%s/link", "_manifests/revisions/sha512/%s%s/link"})
    void shouldTellALinkByAnotherAlgorithm(String path) {
        // Given
        var alias = APP + path.formatted(HEX, HEX);

        // Then
        assertThat(Layout.linkOf(alias)).isEqualTo(new Link.Alias());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "_uploads/3f2b/data",
                "_uploads/3f2b/hashstates/sha256/0",
                "_layers/sha256/nohex/link",
                "_layers/sha256/link",
                "_manifests/tags/1.0/index/sha256/nohex/link",
                "_manifests/tags/1.0/link",
                "_manifests/revisions/sha256/link"
            })
    void shouldSeeNothingInOtherFiles(String path) {
        // Given
        var file = APP + path;

        // Then
        assertThat(Layout.linkOf(file)).isEqualTo(new Link.None());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "docker/registry/v2/blobs/sha256/ab/nohex/data",
                "docker/registry/v2/blobs/sha512/ab/abab/data",
                "docker/registry/v2/blobs/data",
                "onggi-upstreams/docker.io/docker/registry/v2/blobs/sha256/ab/abab/data"
            })
    void shouldSeeNoDigestInOtherFiles(String file) {
        // Then
        assertThat(Layout.digestOf(file)).isEmpty();
        assertThat(Layout.repositoryOf(file)).isEmpty();
    }
}
