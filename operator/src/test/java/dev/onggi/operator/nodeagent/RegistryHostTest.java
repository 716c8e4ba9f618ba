package dev.onggi.operator.nodeagent;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryHostTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "registry.team-a.svc:5000",
                "r:1",
                "10.0.0.7:65535",
                "a-b.c-d.svc.cluster.local:443",
                "harbor.example.com",
                "docker.io"
            })
    void shouldGiveBackTheDirectoryNameWhenItIsARegistrys(String name) {
        // When
        var parsed = RegistryHost.parse(name);

        // Then
        assertThat(parsed).map(RegistryHost::directoryName).contains(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":5000",
                "registry",
                "registry:",
                "harbor.example.com:",
                "harbor.example.com/..",
                "registry:0",
                "registry:05000",
                "registry:65536",
                "registry:99999999999",
                "..:5000",
                "a..b:5000",
                ".a:5000",
                "a.:5000",
                "-a:5000",
                "a-:5000",
                "A:5000",
                "a_b:5000",
                "a/b:5000",
                "../a:5000",
                "a:5000/..",
                "a:5000\n",
                "a\0:5000",
                "_default"
            })
    void shouldGiveNothingWhenTheNameIsNoRegistrys(String name) {
        // When
        var parsed = RegistryHost.parse(name);

        // Then
        assertThat(parsed).isEmpty();
    }

    @Test
    void shouldGiveNothingWhenTheNameIsTooLongForAFile() {
        // Given
        String label = "a".repeat(63);
        String longest = label + "." + label + "." + label;

        // When, Then
        assertThat(RegistryHost.parse(longest + ":5000")).isPresent();
        assertThat(RegistryHost.parse(longest + "." + label + ":5000")).isEmpty();
        assertThat(RegistryHost.parse("a" + label + ":5000")).isEmpty();
    }
}
