package dev.onggi.operator.imagebuild.result;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UpstreamImageTest {

    @Test
    void shouldGiveTheCommandThatCopiesItIn() {
        assertThat(UpstreamImage.advice("registry.team-a.svc:5000/upstream/docker.io/library/alpine:3: not found"))
                .endsWith(
                        "crane copy docker.io/library/alpine:3 registry.team-a.svc:5000/upstream/docker.io/library/alpine:3");
    }

    @Test
    void shouldNameThePortOfTheUpstream() {
        assertThat(UpstreamImage.advice("r.a.svc:5000/upstream/mirror.test_8443/app:1: not found"))
                .contains("crane copy mirror.test:8443/app:1 r.a.svc:5000/upstream/mirror.test_8443/app:1");
    }

    @Test
    void shouldSayNothingOfOtherImages() {
        assertThat(UpstreamImage.advice("docker.io/library/alpine:3: not found"))
                .isEmpty();
    }
}
