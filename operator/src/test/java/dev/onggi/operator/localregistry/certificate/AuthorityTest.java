package dev.onggi.operator.localregistry.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.operator.model.RegistryNames;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AuthorityTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant RENEWAL =
            NOW.plus(Duration.ofDays(3650).multipliedBy(2).dividedBy(3));

    private final CertificateIssuer issuer =
            new CertificateIssuer(Clock.fixed(NOW, ZoneOffset.UTC), new SecureRandom());
    private final CertifiedKey current = issuer.ca();
    private final CertifiedKey next = issuer.ca();

    @Test
    void shouldAskForTheNextAtTwoThirdsOfItsLife() {
        // Given
        var authority = new Authority(current, Optional.empty());

        // Then
        assertThat(authority.step(RENEWAL.minus(Duration.ofDays(1)))).isEqualTo(Authority.Step.NONE);
        assertThat(authority.step(RENEWAL)).isEqualTo(Authority.Step.ADD_NEXT);
    }

    @Test
    void shouldMoveToTheNextWhenItExpires() {
        // Given
        var authority = new Authority(current, Optional.of(next));
        var end = current.certificate().getNotAfter().toInstant();

        // Then
        assertThat(authority.step(end.minusSeconds(1))).isEqualTo(Authority.Step.NONE);
        assertThat(authority.step(end)).isEqualTo(Authority.Step.MOVE_TO_NEXT);
    }

    @Test
    void shouldBeTrustedAsBothAndSignWithTheNextWhenThatIsTrusted() {
        // Given
        var authority = new Authority(current, Optional.of(next));

        // Then
        assertThat(authority.bundle()).isEqualTo(current.certificatePem() + next.certificatePem());
        assertThat(authority.signer(false)).isEqualTo(current);
        assertThat(authority.signer(true)).isEqualTo(next);
    }

    @Test
    void shouldKnowItsOwnLeavesAndNoOthers() {
        // Given
        var names = ServerNames.of(new RegistryNames("team-a", "registry"), "10.96.0.10");
        var authority = new Authority(current, Optional.of(next));

        // Then
        assertThat(authority.signerOf(issuer.leaf(current, names).certificate()))
                .contains(current.certificate());
        assertThat(authority.signerOf(issuer.leaf(next, names).certificate())).contains(next.certificate());
        assertThat(authority.signerOf(issuer.leaf(issuer.ca(), names).certificate()))
                .isEmpty();
    }
}
