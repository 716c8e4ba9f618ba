package dev.onggi.operator.nodeagent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class DesiredTest {

    @Test
    void shouldAskForTheRegistryWhenBothOfItsFilesAreMounted() {
        // When
        var desired = Desired.of(Samples.mounted());

        // Then
        assertThat(desired.registries())
                .containsExactly(Map.entry(
                        Samples.REGISTRY,
                        new Desired.Registry(
                                Samples.OWNER, Map.of(HostsFile.CA, Samples.CA, HostsFile.HOSTS, Samples.HOSTS))));
        assertThat(desired.unusable()).isEmpty();
        assertThat(desired.complaints()).isEmpty();
    }

    @Test
    void shouldAskForNothingWhenTheConfigMapIsEmpty() {
        // When
        var desired = Desired.of(Map.of());

        // Then
        assertThat(desired.registries()).isEmpty();
        assertThat(desired.complaints()).isEmpty();
    }

    @Test
    void shouldNameTheRegistryWithoutAskingForItWhenOneOfItsFilesIsMissing() {
        // Given
        var mounted = Samples.mounted();
        mounted.remove(Samples.CA_KEY);

        // When
        var desired = Desired.of(mounted);

        // Then
        assertThat(desired.registries()).isEmpty();
        assertThat(desired.unusable()).containsExactly(Samples.REGISTRY);
        assertThat(desired.complaints()).containsOnlyKeys(Samples.DIRECTORY);
    }

    @Test
    void shouldNotAskForTheRegistryWhenItsHostsFileHasNoHeader() {
        // Given
        var mounted = Samples.mounted();
        mounted.put(Samples.HOSTS_KEY, "server = \"https://registry.team-a.svc:5000\"\n");

        // When
        var desired = Desired.of(mounted);

        // Then
        assertThat(desired.registries()).isEmpty();
        assertThat(desired.unusable()).containsExactly(Samples.REGISTRY);
        assertThat(desired.complaints().get(Samples.DIRECTORY)).contains("does not start with Onggi's header");
    }

    @Test
    void shouldComplainAboutTheKeyAndKeepTheRestWhenAKeyIsNotOurs() {
        // Given
        var mounted = Samples.mounted();
        mounted.put(".._5000.hosts.toml", Samples.HOSTS);

        // When
        var desired = Desired.of(mounted);

        // Then
        assertThat(desired.registries()).containsOnlyKeys(Samples.REGISTRY);
        assertThat(desired.complaints()).containsOnlyKeys(".._5000.hosts.toml");
    }
}
