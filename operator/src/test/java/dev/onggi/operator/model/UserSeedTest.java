package dev.onggi.operator.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class UserSeedTest {

    @Test
    void shouldDeriveWhatEveryImplementationOfHmacDerives() {
        // Given: printf push | openssl dgst -sha256 -hmac seed -binary | basenc --base64url
        var seed = new UserSeed("seed");

        // When
        var password = seed.password("push");

        // Then
        assertThat(password).isEqualTo("1MIjnNUQk6DbxhqtSCsK7dBzcy0ml0k2tZIN2PXQHGI");
    }

    @Test
    void shouldDeriveAnotherPasswordForEachUserAndSeed() {
        // When
        var passwords = List.of(
                new UserSeed("a").password("push"),
                new UserSeed("a").password("pull"),
                new UserSeed("b").password("push"));

        // Then
        assertThat(passwords).doesNotHaveDuplicates().allMatch(password -> password.matches("[A-Za-z0-9_-]{43}"));
    }

    @Test
    void shouldNotShowTheSecretWhenPrinted() {
        // When
        var text = new UserSeed("very-secret").toString();

        // Then
        assertThat(text).doesNotContain("very-secret");
    }
}
