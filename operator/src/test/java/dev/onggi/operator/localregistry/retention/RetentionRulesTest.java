package dev.onggi.operator.localregistry.retention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.api.v1alpha1.LocalRegistrySpec;
import dev.onggi.api.v1alpha1.RegistryRetention;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RetentionRulesTest {

    @Test
    void shouldHaveTheDefaultsWhenNothingIsSaid() {
        // When / Then
        assertThat(RetentionRules.of(new LocalRegistry())).isEqualTo(new RetentionRules(10, Duration.ofHours(24)));
    }

    @Test
    void shouldKeepAllTagsWhenZeroAreAskedFor() {
        // When / Then
        assertThat(rules(0, "24h").keepTags()).isEqualTo(RetentionRules.ALL);
    }

    @Test
    void shouldHaveAnotherFingerprintWhenTheyDifferInMeaningAlone() {
        // Given
        var rules = rules(10, "24h");

        // When / Then
        assertThat(rules(10, "1440m").fingerprint()).isEqualTo(rules.fingerprint());
        assertThat(rules(9, "24h").fingerprint()).isNotEqualTo(rules.fingerprint());
        assertThat(rules(10, "25h").fingerprint()).isNotEqualTo(rules.fingerprint());
    }

    private static RetentionRules rules(int keepTags, String untaggedAfter) {
        var registry = new LocalRegistry();
        var retention = new RegistryRetention(keepTags, untaggedAfter, null, null);
        registry.setSpec(new LocalRegistrySpec(
                null, null, null, null, retention, null, null, null, null, null, null, null, null));
        return RetentionRules.of(registry);
    }
}
