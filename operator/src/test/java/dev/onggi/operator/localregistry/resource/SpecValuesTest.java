package dev.onggi.operator.localregistry.resource;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.api.v1alpha1.RegistryStorage.Claim;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SpecValuesTest {

    @Test
    void shouldReadAsTheSchemasDefaultsWhenThereIsNoSpec() {
        // Given
        var registry = new LocalRegistry();

        // When / Then
        assertThat(SpecValues.usersWanted(registry)).isTrue();
        assertThat(SpecValues.nodeAccessWanted(registry)).isTrue();
        assertThat(SpecValues.emptyDir(registry)).isEmpty();
        assertThat(SpecValues.claim(registry)).isEqualTo(Optional.of(new Claim(null, null)));
    }
}
