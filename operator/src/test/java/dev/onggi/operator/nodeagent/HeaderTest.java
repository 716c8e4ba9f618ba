package dev.onggi.operator.nodeagent;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderTest {

    @Test
    void shouldTellTheOwnerWhenTheFirstLineIsOurHeader() {
        // When
        var owner = Header.owner(Samples.HOSTS);

        // Then
        assertThat(owner).contains(Samples.OWNER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "# managed by onggi; owner ; do not edit",
                "# managed by onggi; owner abc",
                "# managed by onggi",
                " # managed by onggi; owner abc; do not edit",
                "server = \"https://a\"\n# managed by onggi; owner abc; do not edit",
                "# managed by somebody; owner abc; do not edit"
            })
    void shouldTellNoOwnerWhenTheFirstLineIsAnythingElse(String hostsToml) {
        // When
        var owner = Header.owner(hostsToml);

        // Then
        assertThat(owner).isEmpty();
    }
}
