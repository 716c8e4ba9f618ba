package dev.onggi.operator.imagebuild.resource;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.operator.imagebuild.Samples;
import dev.onggi.operator.imagebuild.resource.PushTarget.Upstream;
import org.junit.jupiter.api.Test;

class PushTargetTest {

    @Test
    void shouldTakeTheRegistrysOwnSecretsWhenItIsInTheSameNamespace() {
        // When
        var target = PushTarget.of(Samples.registry("registry"), "team-a");

        // Then
        assertThat(target.pushSecret()).contains("registry-push");
        assertThat(target.pullSecret()).contains("registry-pull");
        assertThat(target.caSecret()).contains("registry-ca");
        assertThat(target.pushed("team-a/app").byTag("1")).isEqualTo("registry.team-a.svc:5000/team-a/app:1");
    }

    @Test
    void shouldTakeTheSecretsThatWereGivenWhenItIsInAnotherNamespace() {
        // When
        var target = PushTarget.of(Samples.foreignRegistry("platform", "main"), "team-a");

        // Then
        assertThat(target.pushSecret()).contains("platform.main-push");
        assertThat(target.pullSecret()).contains("platform.main-pull");
        assertThat(target.caSecret()).contains("platform.main-ca");
        assertThat(target.host()).isEqualTo("main.platform.svc:5000");
    }

    @Test
    void shouldTakeNoSecretsWhenThereAreNoUsersAndNoTls() {
        // When
        var target = PushTarget.of(
                Samples.foreignRegistry("team-a", "open", "auth: {enabled: false}", "tls: {disabled: true}"), "team-a");

        // Then
        assertThat(target.pushSecret()).isEmpty();
        assertThat(target.pullSecret()).isEmpty();
        assertThat(target.caSecret()).isEmpty();
        assertThat(target.plainHttp()).isTrue();
    }

    @Test
    void shouldPullByTheNameThatNodesKnow() {
        // Given
        var registry = Samples.registry("registry");
        registry.setStatus(Samples.reachedAs("localhost:30500", registry.getStatus()));

        // Then
        assertThat(PushTarget.of(registry, "team-a").pulled("team-a/app").byDigest(Samples.DIGEST))
                .isEqualTo("localhost:30500/team-a/app@" + Samples.DIGEST);
    }

    @Test
    void shouldGoBelowThePrefixWhenTheRegistryIsAnExternalOne() {
        // Given
        var registry = Samples.foreignRegistry(
                "platform",
                "harbor",
                "external: {host: harbor.example.com, pathPrefix: shops, secretRef: {name: robot}, caRef: {name: ca}}");

        // When
        var target = PushTarget.of(registry, "team-a");

        // Then: the operator copies the CA, which is public, and never a password
        assertThat(target.pushed("team-a/app").byTag("1")).isEqualTo("harbor.example.com/shops/team-a/app:1");
        assertThat(target.pulled("team-a/app").byTag("1")).isEqualTo("harbor.example.com/shops/team-a/app:1");
        assertThat(target.host()).isEqualTo("harbor.example.com");
        assertThat(target.pushSecret()).contains("robot");
        assertThat(target.pullSecret()).contains("robot");
        assertThat(target.caSecret()).contains("platform.harbor-ca");
        assertThat(target.external()).isTrue();
    }

    @Test
    void shouldTrustThePublicCasWhenTheExternalRegistryNamesNone() {
        // Given
        var registry = Samples.foreignRegistry("team-a", "hub", "external: {host: docker.io, insecure: true}");

        // When
        var target = PushTarget.of(registry, "team-a");

        // Then
        assertThat(target.caSecret()).isEmpty();
        assertThat(target.pushSecret()).isEmpty();
        assertThat(target.plainHttp()).isTrue();
        assertThat(target.pushed("app").byTag("1")).isEqualTo("docker.io/app:1");
    }

    @Test
    void shouldLookNowhereElseWhenAnUpstreamHasNoWayOut() {
        // Given
        var registry = Samples.foreignRegistry(
                "team-a", "main", "upstreams: [{host: docker.io}, {host: quay.io, mirror: ''}]");

        // Then
        assertThat(PushTarget.of(registry, "team-a").upstreams())
                .containsExactly(new Upstream("docker.io", false), new Upstream("quay.io", true));
    }
}
