package dev.onggi.operator.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EventProofTest {

    /** The example of GitHub's documentation (validating webhook deliveries: testing the validation). */
    private static final String SECRET = "It's a Secret to Everybody";

    private static final String BODY = "Hello, World!";
    private static final String SIGNATURE = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";

    @Test
    void shouldTakeGitHubsSignatureOfTheBody() {
        assertThat(isGiven(Map.of("X-Hub-Signature-256", SIGNATURE), BODY)).isTrue();
        assertThat(isGiven(Map.of("X-Onggi-Signature-256", SIGNATURE), BODY)).isTrue();
    }

    @Test
    void shouldTakeTheBodyInPieces() {
        // Given
        var proof = new EventProof(bytes(SECRET));

        // When
        proof.take(bytes("Hello, "));
        proof.take(bytes("World!"));

        // Then
        assertThat(proof.isGiven(Map.of("X-Hub-Signature-256", SIGNATURE)::get)).isTrue();
    }

    @Test
    void shouldTakeGitLabsToken() {
        assertThat(isGiven(Map.of("X-Gitlab-Token", SECRET), "anything")).isTrue();
        assertThat(isGiven(Map.of("X-Gitlab-Token", SECRET + "!"), "anything")).isFalse();
        assertThat(isGiven(Map.of("X-Gitlab-Token", ""), "anything")).isFalse();
    }

    @Test
    void shouldRefuseWhatIsNotSignedWithTheSecret() {
        assertThat(isGiven(Map.of(), BODY)).isFalse();
        assertThat(isGiven(Map.of("X-Hub-Signature-256", SIGNATURE), BODY + " "))
                .as("another body")
                .isFalse();
        assertThat(isGiven(Map.of("X-Hub-Signature-256", SIGNATURE.toUpperCase(Locale.ROOT)), BODY))
                .isFalse();
        assertThat(isGiven(Map.of("X-Hub-Signature-256", SIGNATURE.substring(7)), BODY))
                .isFalse();
        assertThat(isGiven(Map.of("X-Hub-Signature-256", "sha256=é"), BODY)).isFalse();
        assertThat(isGiven(Map.of("X-Hub-Signature", SIGNATURE), BODY))
                .as("a header of SHA-1")
                .isFalse();
    }

    @Test
    void shouldNotLetATokenHelpOutASignature() {
        assertThat(isGiven(Map.of("X-Hub-Signature-256", "sha256=00", "X-Gitlab-Token", SECRET), BODY))
                .isFalse();
    }

    private static boolean isGiven(Map<String, String> headers, String body) {
        var proof = new EventProof(bytes(SECRET));
        proof.take(bytes(body));
        return proof.isGiven(headers::get);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
