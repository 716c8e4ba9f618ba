package dev.onggi.operator.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.operator.gateway.access.RegistryPath.AdminApi;
import dev.onggi.operator.gateway.access.RegistryPath.Base;
import dev.onggi.operator.gateway.access.RegistryPath.Blob;
import dev.onggi.operator.gateway.access.RegistryPath.Catalog;
import dev.onggi.operator.gateway.access.RegistryPath.Health;
import dev.onggi.operator.gateway.access.RegistryPath.Manifest;
import dev.onggi.operator.gateway.access.RegistryPath.OfRegistry;
import dev.onggi.operator.gateway.access.RegistryPath.Referrers;
import dev.onggi.operator.gateway.access.RegistryPath.Tags;
import dev.onggi.operator.gateway.access.RegistryPath.Unknown;
import dev.onggi.operator.gateway.access.RegistryPath.Upload;
import dev.onggi.operator.gateway.access.RegistryPath.Uploads;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryPathsTest {

    private static final String DIGEST = "sha256:" + "0123456789abcdef".repeat(4);
    private static final String SHA512 = "sha512:" + "0123456789abcdef".repeat(8);

    static Stream<Arguments> known() {
        return Stream.of(
                Arguments.of("/", new Health()),
                Arguments.of("/onggi/v1/health", new Health()),
                Arguments.of("/onggi/v1/collections/last", new AdminApi("collections/last")),
                Arguments.of("/v2", new Base()),
                Arguments.of("/v2/", new Base()),
                Arguments.of("/v2/_catalog", new Catalog()),
                Arguments.of("/v2/app/manifests/latest", new Manifest("app", "latest")),
                Arguments.of("/v2/team-a/web/app/manifests/" + DIGEST, new Manifest("team-a/web/app", DIGEST)),
                Arguments.of("/v2/a__b.c/d--e/blobs/" + DIGEST, new Blob("a__b.c/d--e", DIGEST)),
                Arguments.of("/v2/app/blobs/" + SHA512, new Blob("app", SHA512)),
                Arguments.of("/v2/app/blobs/sha256%3A" + DIGEST.substring(7), new Blob("app", DIGEST)),
                Arguments.of("/v2/app/blobs/uploads/", new Uploads("app")),
                Arguments.of("/v2/app/blobs/uploads", new Uploads("app")),
                Arguments.of("/v2/a/b/blobs/uploads/01a2-3_=", new Upload("a/b", "01a2-3_=")),
                Arguments.of("/v2/a/b/tags/list", new Tags("a/b")),
                Arguments.of("/v2/a/b/referrers/" + DIGEST, new Referrers("a/b", DIGEST)),
                // repositories named like parts of a path
                Arguments.of("/v2/manifests/manifests/manifests", new Manifest("manifests", "manifests")),
                Arguments.of("/v2/a/blobs/uploads/manifests/x", new Manifest("a/blobs/uploads", "x")),
                Arguments.of("/v2/a/tags/list/tags/list", new Tags("a/tags/list")),
                Arguments.of("/v2/team%2Db/app/tags/list", new Tags("team-b/app")));
    }

    @ParameterizedTest
    @MethodSource("known")
    void shouldReadPathOfTheSpecification(String raw, RegistryPath expected) {
        // When
        var path = RegistryPaths.parse(raw);
        // Then
        assertThat(path).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "*",
                "/v1/",
                "/v2//manifests/x",
                "/v2/../manifests/x",
                "/v2/a/../b/manifests/x",
                "/v2/a/%2e%2e/b/manifests/x",
                "/v2/a//b/manifests/x",
                "/v2/A/manifests/x",
                "/v2/a/manifests/.x",
                "/v2/a/manifests/x/",
                "/v2/a/manifests/x%2Fy",
                "/v2/a/manifests/sha256:abc",
                "/v2/a/manifests/md5:d41d8cd98f00b204e9800998ecf8427e",
                "/v2/a/blobs/x",
                "/v2/a/blobs/uploads/../x",
                "/v2/a/blobs/uploads/x%00y",
                "/v2/a/blobs/uploads/x/y",
                "/v2/a/tags/list/",
                "/v2/a/manifests/x%",
                "/v2/a%20b/tags/list",
                "/v2/a;b/tags/list",
                "/v2/a\\b/tags/list",
                "/V2/a/tags/list"
            })
    void shouldKnowNoOtherPath(String raw) {
        // When
        var path = RegistryPaths.parse(raw);
        // Then
        assertThat(path).isEqualTo(new Unknown());
    }

    @ParameterizedTest
    @MethodSource("known")
    void shouldForwardThePathItHasRead(String raw, RegistryPath expected) {
        // Given
        if (!(RegistryPaths.parse(raw) instanceof OfRegistry path)) {
            return;
        }
        // When
        var again = RegistryPaths.parse(path.path());
        // Then
        assertThat(again).isEqualTo(expected);
        assertThat(path.path()).doesNotContain("%");
    }

    @Test
    void shouldKnowNoRepositoryWhenItsNameIsTooLong() {
        // Given
        var longest = "a".repeat(255);
        // When
        var known = RegistryPaths.parse("/v2/" + longest + "/tags/list");
        var tooLong = RegistryPaths.parse("/v2/" + longest + "a/tags/list");
        // Then
        assertThat(known).isEqualTo(new Tags(longest));
        assertThat(tooLong).isEqualTo(new Unknown());
    }
}
