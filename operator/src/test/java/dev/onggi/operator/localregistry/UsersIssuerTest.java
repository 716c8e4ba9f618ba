package dev.onggi.operator.localregistry;

import static org.assertj.core.api.Assertions.assertThat;

import at.favre.lib.crypto.bcrypt.BCrypt;
import dev.onggi.operator.localregistry.resource.RegistryUsers;
import dev.onggi.operator.localregistry.resource.UsersSecret;
import io.fabric8.kubernetes.api.model.Secret;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class UsersIssuerTest {

    private final UsersIssuer issuer = new UsersIssuer(new SecureRandom());

    @Test
    void shouldMakeLongRandomPasswordsWhenThereIsNoSecret() {
        // When
        var users = issuer.complete(Optional.empty());

        // Then: 32 bytes in base64url
        assertThat(List.of(users.push(), users.pull(), users.httpSecret()))
                .doesNotHaveDuplicates()
                .allSatisfy(password -> assertThat(password).matches("[A-Za-z0-9_-]{43}"));
    }

    @Test
    void shouldHashPasswordsAsDistributionReadsThemWhenMade() {
        // When
        var users = issuer.complete(Optional.empty());

        // Then
        var lines = users.htpasswd().lines().toList();
        assertThat(lines).hasSize(2);
        assertThat(lines.getFirst()).startsWith("push:$2y$04$");
        assertThat(lines.getLast()).startsWith("pull:$2y$04$");
        assertThat(verified(lines.getFirst().substring("push:".length()), users.push()))
                .isTrue();
        assertThat(verified(lines.getLast().substring("pull:".length()), users.push()))
                .isFalse();
    }

    @Test
    void shouldChangeNothingWhenTheSecretIsComplete() {
        // Given
        var users = issuer.complete(Optional.empty());

        // When
        var again = issuer.complete(Optional.of(secret(users)));

        // Then
        assertThat(again).isEqualTo(users);
    }

    @Test
    void shouldMakeOnlyWhatIsMissingWhenAKeyIsGone() {
        // Given
        var users = issuer.complete(Optional.empty());
        var secret = secret(users);
        secret.getData().remove(UsersSecret.PULL);

        // When
        var completed = issuer.complete(Optional.of(secret));

        // Then
        assertThat(completed.push()).isEqualTo(users.push());
        assertThat(completed.httpSecret()).isEqualTo(users.httpSecret());
        assertThat(completed.pull()).isNotEqualTo(users.pull());
        assertThat(completed.htpasswd()).isNotEqualTo(users.htpasswd());
    }

    @Test
    void shouldHashAnewWhenAPasswordWasChanged() {
        // Given
        var users = issuer.complete(Optional.empty());
        var changed = new RegistryUsers("a-password-of-my-own", users.pull(), users.htpasswd(), users.httpSecret());

        // When
        var completed = issuer.complete(Optional.of(secret(changed)));

        // Then
        assertThat(completed.push()).isEqualTo("a-password-of-my-own");
        assertThat(verified(
                        completed.htpasswd().lines().toList().getFirst().substring("push:".length()),
                        "a-password-of-my-own"))
                .isTrue();
    }

    @Test
    void shouldReplaceAPasswordWhenItCouldBreakADocument() {
        // Given
        var users = issuer.complete(Optional.empty());
        var changed = new RegistryUsers("quote\"and:colon-----", users.pull(), users.htpasswd(), users.httpSecret());

        // When
        var completed = issuer.complete(Optional.of(secret(changed)));

        // Then
        assertThat(completed.push()).matches("[A-Za-z0-9_-]{43}");
    }

    @Test
    void shouldLetNobodyElseInWhenALineWasAdded() {
        // Given
        var users = issuer.complete(Optional.empty());
        var changed = new RegistryUsers(
                users.push(), users.pull(), users.htpasswd() + "intruder:$2y$04$x\n", users.httpSecret());

        // When
        var completed = issuer.complete(Optional.of(secret(changed)));

        // Then
        assertThat(completed.htpasswd()).doesNotContain("intruder");
    }

    private static boolean verified(String hash, String password) {
        return BCrypt.verifyer(BCrypt.Version.VERSION_2Y).verify(password.toCharArray(), hash.toCharArray()).verified;
    }

    private static Secret secret(RegistryUsers users) {
        return UsersSecret.of(Samples.registry(null), users);
    }
}
