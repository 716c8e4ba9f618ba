package dev.onggi.operator.nodeagent;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MountedKeyTest {

    @Test
    void shouldTellRegistryAndFileWhenTheKeyIsOneOfOurs() {
        // When, Then
        assertThat(MountedKey.parse(Samples.HOSTS_KEY)).contains(new MountedKey(Samples.REGISTRY, HostsFile.HOSTS));
        assertThat(MountedKey.parse(Samples.CA_KEY)).contains(new MountedKey(Samples.REGISTRY, HostsFile.CA));
    }

    @Test
    void shouldTellTheRegistryWhenItsNameHasNoPort() {
        // When, Then
        assertThat(MountedKey.parse("harbor.example.com.hosts.toml"))
                .contains(
                        new MountedKey(RegistryHost.parse("harbor.example.com").orElseThrow(), HostsFile.HOSTS));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hosts.toml",
                ".hosts.toml",
                "_5000.hosts.toml",
                "registry.hosts.toml",
                "registry_5000",
                "registry_5000.toml",
                "registry_5000.hosts.toml.bak",
                "registry_5000.client.key",
                "registry:5000.hosts.toml",
                "registry:5000_1.hosts.toml",
                ".._5000.hosts.toml",
                "..a_5000.ca.crt",
                "../../etc/passwd_5000.ca.crt",
                "a_b_5000.hosts.toml"
            })
    void shouldGiveNothingWhenTheKeyIsAnythingElse(String key) {
        // When
        var parsed = MountedKey.parse(key);

        // Then
        assertThat(parsed).isEmpty();
    }
}
