package dev.onggi.operator.localregistry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.operator.localregistry.resource.RegistryUsers;
import dev.onggi.operator.localregistry.resource.RegistryUsers.Previous;
import dev.onggi.operator.localregistry.resource.SecretData;
import dev.onggi.operator.localregistry.resource.UsersSecret;
import dev.onggi.operator.model.Digest;
import dev.onggi.operator.model.UserSeed;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class UsersIssuerTest {

    private static final Instant HOUR_LATER = Samples.NOW.plusSeconds(3600);

    private final UsersIssuer issuer = at(Samples.NOW);

    @Test
    void shouldMakeASeedWhenThereIsNone() {
        // When
        var users = issuer.complete(Optional.empty(), "2026-03", seed -> false);

        // Then
        assertThat(List.of(users.seed().value(), users.httpSecret()))
                .doesNotHaveDuplicates()
                .allSatisfy(secret -> assertThat(secret).matches("[A-Za-z0-9_-]{43}"));
        assertThat(users.rotation()).isEqualTo("2026-03");
        assertThat(users.next()).isEmpty();
        assertThat(users.previous()).isEmpty();
    }

    @Test
    void shouldChangeNothingWhenTheSecretIsComplete() {
        // Given
        var users = issuer.complete(Optional.empty(), "", seed -> false);

        // When
        var again = issuer.complete(Optional.of(secret(users)), "", seed -> true);

        // Then
        assertThat(again).isEqualTo(users);
    }

    @Test
    void shouldOnlyAddNewPasswordsWhenARotationBegins() {
        // Given
        var users = issuer.complete(Optional.empty(), "", seed -> false);

        // When
        var begun = issuer.complete(Optional.of(secret(users)), "now", seed -> false);

        // Then
        assertThat(begun.seed()).isEqualTo(users.seed());
        assertThat(begun.next().orElseThrow().rotation()).isEqualTo("now");
        assertThat(file(begun))
                .contains(hash(users.seed(), "push"), hash(begun.next().get().seed(), "push"));
    }

    @Test
    void shouldWaitWhenTheGatewayDoesNotKnowTheNewPasswords() {
        // Given
        var begun = rotating();

        // When
        var later = issuer.complete(Optional.of(secret(begun)), "now", seed -> false);

        // Then
        assertThat(later).isEqualTo(begun);
    }

    @Test
    void shouldUseTheNewPasswordsAndKeepTheOldForAnHourWhenTheGatewayKnowsThem() {
        // Given
        var begun = rotating();
        var next = begun.next().orElseThrow().seed();

        // When
        var rotated = issuer.complete(Optional.of(secret(begun)), "now", next::equals);

        // Then
        assertThat(rotated.seed()).isEqualTo(next);
        assertThat(rotated.rotation()).isEqualTo("now");
        assertThat(rotated.next()).isEmpty();
        assertThat(rotated.previousUntil()).contains(HOUR_LATER);
        assertThat(file(rotated)).contains(hash(next, "pull"), hash(begun.seed(), "pull"));
    }

    @Test
    void shouldForgetTheOldPasswordsWhenTheHourHasPassed() {
        // Given
        var begun = rotating();
        var rotated = issuer.complete(Optional.of(secret(begun)), "now", seed -> true);

        // When
        var still = at(HOUR_LATER.minusSeconds(1)).complete(Optional.of(secret(rotated)), "now", seed -> true);
        var after = at(HOUR_LATER).complete(Optional.of(secret(rotated)), "now", seed -> true);

        // Then
        assertThat(still).isEqualTo(rotated);
        assertThat(after.seed()).isEqualTo(rotated.seed());
        assertThat(file(after)).doesNotContain(hash(begun.seed(), "pull"));
    }

    @Test
    void shouldKeepThePasswordsOfTwoRotationsWhenTheyFollowEachOther() {
        // Given
        var begun = rotating();
        var once = issuer.complete(Optional.of(secret(begun)), "now", seed -> true);

        // When
        var again = issuer.complete(Optional.of(secret(once)), "again", seed -> true);
        var twice = issuer.complete(Optional.of(secret(again)), "again", seed -> true);

        // Then
        assertThat(twice.previous())
                .extracting(Previous::secret)
                .containsExactly(begun.seed().value(), once.seed().value());
    }

    @Test
    void shouldAcceptThePasswordsOfTheFirstVersionForAnHourWhenItIsUpgraded() {
        // Given
        var old = new SecretBuilder()
                .withData(SecretData.encode(Map.of(
                        "push", "old-push", "pull", "old-pull", "htpasswd", "push:x", "http-secret", "signs-uploads")))
                .build();

        // When
        var upgraded = issuer.complete(Optional.of(old), "", seed -> false);
        var again = issuer.complete(Optional.of(secret(upgraded)), "", seed -> false);
        var after = at(HOUR_LATER).complete(Optional.of(secret(upgraded)), "", seed -> false);

        // Then
        assertThat(upgraded.httpSecret()).isEqualTo("signs-uploads");
        assertThat(again).isEqualTo(upgraded);
        assertThat(file(upgraded))
                .contains(Digest.of("old-push").value(), Digest.of("old-pull").value());
        assertThat(file(after))
                .doesNotContain(
                        Digest.of("old-push").value(), Digest.of("old-pull").value());
    }

    @Test
    void shouldLetNobodyInWhenALineOfThePreviousIsSpoilt() {
        // Given
        var users = issuer.complete(Optional.empty(), "", seed -> false);
        var spoilt = secret(users);
        spoilt.getData()
                .putAll(SecretData.encode(Map.of("previous", "tomorrow * seed\n" + HOUR_LATER + " push\n\nx\n")));

        // When
        var read = issuer.complete(Optional.of(spoilt), "", seed -> false);

        // Then
        assertThat(read).isEqualTo(users);
    }

    @Test
    void shouldKeepTheSeedWhenOnlyTheOtherSecretIsMissing() {
        // Given
        var users = issuer.complete(Optional.empty(), "", seed -> false);
        var incomplete = secret(users);
        incomplete.getData().remove(UsersSecret.HTTP_SECRET);

        // When
        var completed = issuer.complete(Optional.of(incomplete), "", seed -> false);

        // Then
        assertThat(completed.seed()).isEqualTo(users.seed());
        assertThat(completed.httpSecret()).isNotBlank().isNotEqualTo(users.httpSecret());
    }

    private RegistryUsers rotating() {
        var users = issuer.complete(Optional.empty(), "", seed -> false);
        return issuer.complete(Optional.of(secret(users)), "now", seed -> false);
    }

    private static UsersIssuer at(Instant now) {
        return new UsersIssuer(new SecureRandom(), Clock.fixed(now, ZoneOffset.UTC));
    }

    private static String hash(UserSeed seed, String user) {
        return Digest.of(seed.password(user)).value();
    }

    private static String file(RegistryUsers users) {
        return SecretData.text(secret(users), UsersSecret.FILE).orElseThrow();
    }

    private static Secret secret(RegistryUsers users) {
        return UsersSecret.of(Samples.registry(null), users, List.of());
    }
}
