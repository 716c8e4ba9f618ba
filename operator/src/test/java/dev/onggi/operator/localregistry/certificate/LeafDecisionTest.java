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

class LeafDecisionTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    /** Two thirds of 90 days and five minutes, from five minutes ago. */
    private static final Instant RENEWAL = Instant.parse("2026-04-30T11:58:20Z");

    private static final RegistryNames REGISTRY = new RegistryNames("team-a", "registry");
    private static final ServerNames NAMES = ServerNames.of(REGISTRY, "10.96.0.10");

    private final CertificateIssuer issuer =
            new CertificateIssuer(Clock.fixed(NOW, ZoneOffset.UTC), new SecureRandom());
    private final CertifiedKey ca = issuer.ca();
    private final CertifiedKey leaf = issuer.leaf(ca, NAMES);

    @Test
    void shouldKeepWhenNothingHasChanged() {
        // When
        var decision = decide(Optional.of(leaf), NAMES, RENEWAL.minusSeconds(1));

        // Then
        assertThat(decision).isEqualTo(new LeafDecision.Keep(RENEWAL));
    }

    @Test
    void shouldIssueWhenTwoThirdsOfItsLifeHavePassed() {
        // When
        var decision = decide(Optional.of(leaf), NAMES, RENEWAL);

        // Then
        assertThat(decision).isEqualTo(new LeafDecision.Issue("two thirds of its life have passed"));
    }

    @Test
    void shouldIssueWhenThereIsNone() {
        // When
        var decision = decide(Optional.empty(), NAMES, NOW);

        // Then
        assertThat(decision).isEqualTo(new LeafDecision.Issue("there is none that can be read"));
    }

    @Test
    void shouldIssueWhenTheServiceHasAnotherAddress() {
        // When
        var decision = decide(Optional.of(leaf), ServerNames.of(REGISTRY, "10.96.0.11"), NOW);

        // Then
        assertThat(decision).isEqualTo(new LeafDecision.Issue("the names of the registry have changed"));
    }

    @Test
    void shouldKeepWhenAnIpv6AddressIsWrittenInAnotherWay() {
        // Given
        var six = issuer.leaf(ca, ServerNames.of(REGISTRY, "fd00::a"));

        // When
        var decision = decide(Optional.of(six), ServerNames.of(REGISTRY, "fd00:0:0:0:0:0:0:a"), NOW);

        // Then
        assertThat(decision).isInstanceOf(LeafDecision.Keep.class);
    }

    @Test
    void shouldIssueWhenTheCaHasChanged() {
        // Given
        var other = new CertificateIssuer(Clock.fixed(NOW.plus(Duration.ofDays(1)), ZoneOffset.UTC), new SecureRandom())
                .ca();

        // When
        var decision = LeafDecision.of(Optional.of(leaf), new Authority(other, Optional.empty()), true, NAMES, NOW);

        // Then
        assertThat(decision).isEqualTo(new LeafDecision.Issue("the CA has changed"));
    }

    @Test
    void shouldIssueWhenTheKeyBelongsToAnotherCertificate() {
        // Given
        var mixed = new CertifiedKey(leaf.certificate(), ca.privateKey());

        // When
        var decision = decide(Optional.of(mixed), NAMES, NOW);

        // Then
        assertThat(decision).isEqualTo(new LeafDecision.Issue("its private key belongs to another one"));
    }

    @Test
    void shouldKeepUntilTheNextCaIsTrustedAndThenIssue() {
        // Given
        var next = issuer.ca();
        var authority = new Authority(ca, Optional.of(next));

        // When
        var before = LeafDecision.of(Optional.of(leaf), authority, false, NAMES, NOW);
        var after = LeafDecision.of(Optional.of(leaf), authority, true, NAMES, NOW);
        var moved = LeafDecision.of(Optional.of(issuer.leaf(next, NAMES)), authority, false, NAMES, NOW);

        // Then
        assertThat(before).isInstanceOf(LeafDecision.Keep.class);
        assertThat(after).isEqualTo(new LeafDecision.Issue("the CA is being renewed"));
        assertThat(moved).isInstanceOf(LeafDecision.Keep.class);
    }

    private LeafDecision decide(Optional<CertifiedKey> there, ServerNames names, Instant now) {
        return LeafDecision.of(there, new Authority(ca, Optional.empty()), true, names, now);
    }
}
