package dev.onggi.operator.nodeagent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files of the runtimes that no test can run. */
class WantedTest {

    private static final String REGISTRIES = """
            # managed by onggi; owner %s; do not edit
            [[registry]]
            prefix = "registry.team-a.svc:5000"
            location = "10.43.7.21:5000"
            """.formatted(Samples.OWNER);

    @TempDir
    Path directory;

    @Test
    void shouldGiveDockerTheAuthorityAloneWithTheHeaderBeforeIt() {
        // When
        var wanted = Wanted.of(NodeRuntime.DOCKER, Desired.of(mounted()));

        // Then
        assertThat(wanted.configurations()).isEmpty();
        assertThat(wanted.directories()).containsOnlyKeys(Samples.REGISTRY);
        assertThat(wanted.directories().get(Samples.REGISTRY).contents())
                .containsOnlyKeys(HostsFile.CA)
                .containsEntry(
                        HostsFile.CA,
                        "# managed by onggi; owner %s; do not edit\n%s".formatted(Samples.OWNER, Samples.CA));
    }

    @Test
    void shouldGiveCrioTheAuthorityUnderNameAndLocationAndTheMappingBetweenThem() {
        // When
        var wanted = Wanted.of(NodeRuntime.CRIO, Desired.of(mounted()));

        // Then
        assertThat(wanted.configurations())
                .containsOnlyKeys("onggi-registry.team-a.svc_5000.conf")
                .containsValue(REGISTRIES);
        assertThat(wanted.directories()).containsOnlyKeys(Samples.REGISTRY, new RegistryHost("10.43.7.21", 5000));
    }

    @Test
    void shouldPlanNothingForDockerWhenItsAuthorityIsThere() throws IOException {
        // Given
        var certs = new CertsDirectory(directory);
        var wanted = Wanted.of(NodeRuntime.DOCKER, Desired.of(mounted()));
        for (var action : Plan.of(wanted, certs.observe())) {
            certs.perform(action);
        }

        // When, Then
        assertThat(directory.resolve(Samples.DIRECTORY)).isDirectoryContaining("glob:**/ca.crt");
        assertThat(Plan.of(wanted, certs.observe())).isEmpty();
        assertThat(Plan.of(Wanted.of(NodeRuntime.DOCKER, Desired.of(new TreeMap<>())), certs.observe()))
                .containsExactly(new Action.Remove(Samples.REGISTRY));
    }

    @Test
    void shouldWriteRepairAndRemoveTheMappingWhenItIsOurs() throws IOException {
        // Given
        var registries = new RegistriesDirectory(directory);
        var wanted = Wanted.of(NodeRuntime.CRIO, Desired.of(mounted())).configurations();
        var file = directory.resolve("onggi-registry.team-a.svc_5000.conf");
        SortedMap<String, String> refused = new TreeMap<>();

        // When, Then
        assertThat(registries.attain(wanted, refused)).containsValue("written");
        assertThat(registries.attain(wanted, refused)).isEmpty();
        Files.writeString(file, REGISTRIES.replace("10.43.7.21", "192.0.2.1"));
        assertThat(registries.attain(wanted, refused)).containsValue("written");
        assertThat(file).hasContent(REGISTRIES);
        assertThat(registries.attain(new TreeMap<>(), refused)).containsValue("removed");
        assertThat(directory).isEmptyDirectory();
        assertThat(refused).isEmpty();
    }

    @Test
    void shouldLeaveAMappingAloneWhenItIsSomebodyElses() throws IOException {
        // Given
        var file = Files.writeString(directory.resolve("onggi-registry.team-a.svc_5000.conf"), "[[registry]]\n");
        SortedMap<String, String> refused = new TreeMap<>();
        var registries = new RegistriesDirectory(directory);

        // When
        registries.attain(Wanted.of(NodeRuntime.CRIO, Desired.of(mounted())).configurations(), refused);
        registries.attain(new TreeMap<>(), new TreeMap<>());

        // Then
        assertThat(refused).containsOnlyKeys("onggi-registry.team-a.svc_5000.conf");
        assertThat(file).hasContent("[[registry]]\n");
    }

    @Test
    void shouldAskForNoAuthorityWhenTheRegistrySpeaksPlainHttp() {
        // Given
        var mounted = new TreeMap<String, String>();
        mounted.put(Samples.HOSTS_KEY, """
                # managed by onggi; owner %s; do not edit
                server = "http://registry.team-a.svc:5000"
                """.formatted(Samples.OWNER));

        // When
        var wanted = Wanted.of(NodeRuntime.CONTAINERD, Desired.of(mounted));

        // Then
        assertThat(wanted.directories().get(Samples.REGISTRY).contents()).containsOnlyKeys(HostsFile.HOSTS);
    }

    private static SortedMap<String, String> mounted() {
        var mounted = Samples.mounted();
        mounted.put("registry.team-a.svc_5000.registries.conf", REGISTRIES);
        return mounted;
    }
}
