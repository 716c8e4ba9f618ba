package dev.onggi.operator.imagebuild.resource;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.api.v1alpha1.ImageBuildSpec.CacheMode;
import dev.onggi.operator.imagebuild.Samples;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BuildPlanTest {

    private static final String FILES = "FROM scratch";

    @Test
    void shouldPushToNamespaceAndNameWhenNoRepositoryIsNamed() {
        assertThat(plan(FILES).image().byTag("latest")).isEqualTo("registry.team-a.svc:5000/team-a/hello:latest");
    }

    @Test
    void shouldPushToTheRepositoryThatIsNamed() {
        assertThat(plan(FILES, "image: {repository: shops/main, tags: [latest]}")
                        .image()
                        .byTag("latest"))
                .isEqualTo("registry.team-a.svc:5000/shops/main:latest");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "labels: {a: b}",
                "contextDir: app",
                "dockerfile: {path: Containerfile}",
                "dockerfile: {inline: FROM scratch}",
                "target: run",
                "args: [{name: A, value: ''}]",
                "args: [{name: A, value: b}]",
                "image: {tags: [latest, stable]}",
                "image: {tags: [latest], repository: shops/main}",
                "image: {tags: [latest], compression: gzip}",
                "platforms: [linux/amd64, linux/arm64]",
                "image: {tags: [latest], provenance: true}",
                "image: {tags: [latest], sbom: {scanner: 'example.com/scanner:1'}}",
                "rebuild: '1'",
                "secrets: [{id: token, secretRef: {name: npm}}]",
                "ssh: [{id: default, secretRef: {name: npm}}]",
                Samples.GIT,
                Samples.ARCHIVE,
                Samples.OCI,
                Samples.CLAIM
            })
    void shouldBeAnotherBuildWhenTheImageWouldBeAnother(String field) {
        assertThat(plan(FILES, field).fingerprint()).isNotEqualTo(plan(FILES).fingerprint());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cache: {mode: None, size: 20Gi}",
                "cache: {mode: Registry, size: 10Gi}",
                "builder: {timeout: 5m, nodeSelector: {pool: builds}}",
                "suspend: true",
                "image: {tags: [latest], repository: team-a/hello}",
                "image: {tags: [latest], provenance: false}",
                "image: {tags: [latest], compression: zstd}",
                "registryRef: {name: registry}",
                Samples.ROLLOUT
            })
    void shouldBeTheSameBuildWhenTheImageWouldBeTheSame(String field) {
        assertThat(plan(FILES, field).fingerprint()).isEqualTo(plan(FILES).fingerprint());
    }

    @Test
    void shouldBeAnotherBuildWhenAFileChanges() {
        assertThat(plan("FROM debian").fingerprint()).isNotEqualTo(plan(FILES).fingerprint());
    }

    @Test
    void shouldBeAnotherBuildWhenTheRegistryIsAnother() {
        // Given
        var plan = plan(FILES);
        var other = new BuildPlan(
                plan.imageBuild(), PushTarget.of(Samples.registry("other"), "team-a"), plan.files(), plan.settings());

        // Then
        assertThat(other.fingerprint()).isNotEqualTo(plan.fingerprint());
    }

    @Test
    void shouldHaveAPodOfItsOwnWhenTheSharedBuilderCannotFetchItsSource() {
        // Given
        var shared = "cache: {mode: Shared, size: 10Gi}";

        // Then
        assertThat(plan(FILES, shared, Samples.GIT).isShared()).isTrue();
        assertThat(plan(FILES, shared, Samples.ARCHIVE).cacheMode()).isEqualTo(CacheMode.VOLUME);
        assertThat(plan(FILES, shared, Samples.OCI).cacheMode()).isEqualTo(CacheMode.VOLUME);
        assertThat(plan(FILES, shared, Samples.CLAIM).cacheMode()).isEqualTo(CacheMode.VOLUME);
    }

    private static BuildPlan plan(String dockerfile, String... fields) {
        return new BuildPlan(
                Samples.imageBuild(fields),
                PushTarget.of(Samples.registry("registry"), "team-a"),
                Optional.of(SourceFiles.inline(Map.of("Dockerfile", dockerfile))),
                Samples.SETTINGS);
    }
}
