package dev.onggi.operator.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PullSecretTest {

    @Test
    void shouldHaveTheUserOfTheAddress() {
        // When
        var user = PullSecret.user("""
                {"auths":{"other:5000":{"username":"x","password":"y"},"registry:5000":{"username":"pull","password":"secret"}}}""", "registry:5000");

        // Then
        assertThat(user.name()).isEqualTo("pull");
        assertThat(user.password()).isEqualTo("secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "secret", "{\"auths\":{\"registry:5000\":{\"username\":\"pull\"}}}"})
    void shouldRepeatNothingOfTheSecretWhenItIsUnusable(String config) {
        // When / Then
        assertThatThrownBy(() -> PullSecret.user(config, "registry:5000"))
                .isInstanceOf(CommandException.class)
                .hasMessage("the pull Secret has no user for registry:5000");
    }
}
