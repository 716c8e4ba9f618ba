package dev.onggi.operator.imagebuild.resource;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.operator.imagebuild.Samples;
import io.fabric8.kubernetes.api.model.Volume;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OciFetchTest {

    private static final LocalRegistry REGISTRY = Samples.foreignRegistry(
            "team-a", "registry", "upstreams: [{host: docker.io}, {host: ghcr.io, mirror: ''}]");

    @Test
    void shouldPullAsTheRegistrysOwnUserWhoCannotPush() {
        // When
        var fetch = fetch("registry.team-a.svc:5000/team-a/source:1", null, REGISTRY);

        // Then
        assertThat(fetch.ofRegistry()).isTrue();
        assertThat(fetch.volume().map(OciFetchTest::secret)).contains("registry-pull");
    }

    @Test
    void shouldShowNoCredentialOfTheRegistryToAnotherHost() {
        // When
        var fetch = fetch("quay.io/team/source:1", null, REGISTRY);

        // Then
        assertThat(fetch.arguments()).containsExactly("oci", "quay.io/team/source:1");
        assertThat(fetch.ofRegistry()).isFalse();
        assertThat(fetch.volume()).isEmpty();
    }

    @Test
    void shouldTakeTheSecretThatIsNamed() {
        assertThat(fetch("quay.io/team/source:1", "quay", REGISTRY).volume().map(OciFetchTest::secret))
                .contains("quay");
    }

    @Test
    void shouldComeThroughTheRegistryWhenItHasTheUpstream() {
        // When
        var ofUser = fetch("ghcr.io/team/source:1", null, REGISTRY);
        var official = fetch("docker.io/source:1", null, REGISTRY);

        // Then
        assertThat(ofUser.arguments())
                .containsExactly("oci", "registry.team-a.svc:5000/upstream/ghcr.io/team/source:1");
        assertThat(ofUser.volume().map(OciFetchTest::secret)).contains("registry-pull");
        assertThat(official.reference()).isEqualTo("registry.team-a.svc:5000/upstream/docker.io/library/source:1");
    }

    @Test
    void shouldAskTheUpstreamItselfWhenThereIsACredentialForIt() {
        assertThat(fetch("ghcr.io/team/source:1", "ghcr", REGISTRY).arguments())
                .containsExactly("oci", "ghcr.io/team/source:1");
    }

    @Test
    void shouldSpeakPlainHttpWithTheRegistryThatDoes() {
        // Given
        var registry = Samples.foreignRegistry("team-a", "registry", "tls: {disabled: true}", "auth: {enabled: false}");

        // When
        var fetch = fetch("registry.team-a.svc:5000/team-a/source:1", null, registry);

        // Then
        assertThat(fetch.arguments()).endsWith("--plain-http");
        assertThat(fetch.volume()).isEmpty();
    }

    private static OciFetch fetch(String reference, String secret, LocalRegistry registry) {
        var imageBuild = Samples.imageBuild("source: {oci: {reference: '%s'%s}}"
                .formatted(reference, secret == null ? "" : ", pullSecretRef: {name: " + secret + "}"));
        return OciFetch.of(new BuildPlan(
                        imageBuild, PushTarget.of(registry, "team-a"), Optional.empty(), Samples.SETTINGS))
                .orElseThrow();
    }

    private static String secret(Volume volume) {
        return volume.getSecret().getSecretName();
    }
}
