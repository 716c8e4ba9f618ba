package dev.onggi.operator.imagebuild.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.operator.imagebuild.Samples;
import org.junit.jupiter.api.Test;

class SecretAdviceTest {

    private static final String WARNING =
            "MountVolume.SetUp failed for volume \"secrets\" : references non-existent secret key: ";

    private final BuildContext context = Contexts.of(Samples.imageBuild(
            "secrets: [{id: token, secretRef: {name: npm}}, {id: other, secretRef: {name: hub, key: token}}]",
            "ssh: [{id: default, secretRef: {name: deploy}}]"));

    @Test
    void shouldNameTheSecretsThatTheKeyIsWantedFrom() {
        assertThat(SecretAdvice.of(context.plan(), WARNING + "token"))
                .isEqualTo("; put the key token into Secret npm (spec.secrets) or Secret hub (spec.secrets)");
        assertThat(SecretAdvice.of(context.plan(), WARNING + "ssh-privatekey"))
                .isEqualTo("; put the key ssh-privatekey into Secret deploy (spec.ssh)");
    }

    @Test
    void shouldSayNothingOfOtherKeysAndOtherTrouble() {
        assertThat(SecretAdvice.of(context.plan(), WARNING + ".dockerconfigjson"))
                .isEmpty();
        assertThat(SecretAdvice.of(context.plan(), "secret \"npm\" not found")).isEmpty();
        assertThat(SecretAdvice.isAboutKey("secret \"npm\" not found")).isFalse();
    }
}
