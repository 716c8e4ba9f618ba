package dev.onggi.operator.localregistry.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UsedImagesTest {

    private static final String DIGEST = "sha256:" + "a".repeat(64);
    private static final Set<String> HOSTS = Set.of("registry.team-a.svc:5000", "127.0.0.1:30500");

    @Test
    void shouldKeepTheDigestUnderWhateverNameItIsMentioned() {
        // When / Then
        assertThat(used("docker.io/library/other@" + DIGEST).digests()).containsExactly(DIGEST);
        assertThat(used(DIGEST).digests()).containsExactly(DIGEST);
        assertThat(used("docker-pullable://registry.team-a.svc:5000/app@" + DIGEST)
                        .digests())
                .containsExactly(DIGEST);
    }

    @Test
    void shouldKeepATagOnlyUnderTheNamesOfTheRegistry() {
        // When / Then
        assertThat(used("registry.team-a.svc:5000/team-a/app:1.0", "127.0.0.1:30500/team-a/web")
                        .tags())
                .containsExactly("team-a/app:1.0", "team-a/web:latest");
        assertThat(used("registry.team-b.svc:5000/team-a/app:1.0", "team-a/app:1.0")
                        .tags())
                .isEmpty();
    }

    @Test
    void shouldKeepBothWhenAReferenceHasTagAndDigest() {
        // When
        var used = used("registry.team-a.svc:5000/team-a/app:1.0@" + DIGEST);

        // Then
        assertThat(used.digests()).containsExactly(DIGEST);
        assertThat(used.tags()).containsExactly("team-a/app:1.0");
    }

    private static UsedImages used(String... references) {
        var used = new UsedImages();
        used.add(List.of(references), HOSTS);
        return used;
    }
}
