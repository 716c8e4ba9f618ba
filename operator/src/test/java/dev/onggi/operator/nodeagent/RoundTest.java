package dev.onggi.operator.nodeagent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.operator.model.SeccompProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoundTest {

    @TempDir
    Path node;

    private final List<String> log = new ArrayList<>();
    private Path mount;
    private Path directory;
    private Round round;

    @BeforeEach
    void setUp() throws IOException {
        mount = Files.createDirectory(node.resolve("mount"));
        directory = Files.createDirectory(node.resolve("certs.d")).resolve(Samples.DIRECTORY);
        round = newRound();
        for (var entry : Samples.mounted().entrySet()) {
            Files.writeString(mount.resolve(entry.getKey()), entry.getValue());
        }
    }

    @Test
    void shouldWriteRegistryAndProfileWhenTheNodeIsNew() {
        // When
        boolean complete = round.run().complete();

        // Then
        assertThat(complete).isTrue();
        assertThat(round.run().findings()).isEqualTo(Findings.none());
        assertThat(directory.resolve("hosts.toml")).hasContent(Samples.HOSTS);
        assertThat(directory.resolve("ca.crt")).hasContent(Samples.CA);
        assertThat(node.resolve("seccomp").resolve(SeccompProfile.forBuilds().localhostProfile()))
                .exists();
        assertThat(log).contains(Samples.DIRECTORY + ": directory written for " + Samples.OWNER);
    }

    @Test
    void shouldWriteNothingWhenAllIsEqual() throws IOException {
        // Given
        round.run();
        Object before = Files.getAttribute(directory.resolve("hosts.toml"), "unix:ino");
        log.clear();

        // When, a new agent too, as after an upgrade
        List<Boolean> complete =
                List.of(round.run().complete(), newRound().run().complete());

        // Then
        assertThat(complete).containsOnly(true);
        assertThat(log).isEmpty();
        assertThat(Files.getAttribute(directory.resolve("hosts.toml"), "unix:ino"))
                .isEqualTo(before);
    }

    @Test
    void shouldRepairWithinOneRoundWhenSomebodyDamagedOurFiles() throws IOException {
        // Given
        round.run();
        Files.writeString(directory.resolve("hosts.toml"), Samples.hostsToml(Samples.OWNER, "192.0.2.1"));
        Files.delete(directory.resolve("ca.crt"));

        // When
        var findings = round.run().findings();

        // Then
        assertThat(directory.resolve("hosts.toml")).hasContent(Samples.HOSTS);
        assertThat(directory.resolve("ca.crt")).hasContent(Samples.CA);
        assertThat(findings.repaired()).containsExactly(Map.entry(Samples.DIRECTORY, "2026-03-01T12:00:00Z"));
        assertThat(round.run().findings()).isEqualTo(findings);
    }

    @Test
    void shouldRepairWithinOneRoundWhenSomebodyEmptiedCertsD() throws IOException {
        // Given
        round.run();
        Files.delete(directory.resolve("hosts.toml"));
        Files.delete(directory.resolve("ca.crt"));
        Files.delete(directory);

        // When
        round.run();

        // Then
        assertThat(directory.resolve("hosts.toml")).hasContent(Samples.HOSTS);
    }

    @Test
    void shouldLeaveAForeignDirectoryAloneAndSaySoOnceWhenItBearsTheName() throws IOException {
        // Given
        Files.createDirectory(directory);
        Files.writeString(directory.resolve("hosts.toml"), "server = \"https://elsewhere\"\n");

        // When
        List<Boolean> complete = List.of(
                round.run().complete(), round.run().complete(), round.run().complete());

        // Then
        assertThat(complete).containsOnly(true);
        assertThat(directory.resolve("hosts.toml")).hasContent("server = \"https://elsewhere\"\n");
        assertThat(directory.resolve("ca.crt")).doesNotExist();
        assertThat(log)
                .filteredOn(line -> line.startsWith(Samples.DIRECTORY))
                .containsExactly(Samples.DIRECTORY
                        + ": left alone: its hosts.toml does not start with Onggi's header, so it is somebody else's");
    }

    @Test
    void shouldTakeTheDirectoryWhenItsForeignOwnerIsGone() throws IOException {
        // Given
        Files.createDirectory(directory);
        Path foreign = Files.writeString(directory.resolve("hosts.toml"), "server = \"https://elsewhere\"\n");
        round.run();
        Files.delete(foreign);

        // When
        var findings = round.run().findings();

        // Then
        assertThat(findings).isEqualTo(Findings.none());
        assertThat(directory.resolve("hosts.toml")).hasContent(Samples.HOSTS);
        assertThat(log).last().isEqualTo(Samples.DIRECTORY + ": in order again");
    }

    @Test
    void shouldRemoveOnlyOurDirectoryWhenTheRegistryIsNoLongerAskedFor() throws IOException {
        // Given
        Path foreign = Files.createDirectory(node.resolve("certs.d/other.svc:5000"));
        Files.writeString(foreign.resolve("hosts.toml"), "server = \"https://elsewhere\"\n");
        round.run();
        Files.delete(mount.resolve(Samples.HOSTS_KEY));
        Files.delete(mount.resolve(Samples.CA_KEY));

        // When
        round.run();

        // Then
        assertThat(directory).doesNotExist();
        assertThat(foreign.resolve("hosts.toml")).exists();
        assertThat(log).last().isEqualTo(Samples.DIRECTORY + ": directory removed");
    }

    @Test
    void shouldRemoveNothingWhenTheMountCannotBeRead() throws IOException {
        // Given
        round.run();
        Files.move(mount, node.resolve("unmounted"));
        log.clear();

        // When
        List<Boolean> complete = List.of(round.run().complete(), round.run().complete());

        // Then
        assertThat(complete).containsOnly(false);
        assertThat(directory.resolve("hosts.toml")).hasContent(Samples.HOSTS);
        assertThat(log).singleElement().asString().startsWith("registries: nothing is changed");
    }

    @Test
    void shouldIgnoreABadKeyAndServeTheRestWhenBothAreMounted() throws IOException {
        // Given
        Files.writeString(mount.resolve("Bad_5000.hosts.toml"), Samples.HOSTS);

        // When
        boolean complete = round.run().complete();

        // Then
        assertThat(complete).isTrue();
        assertThat(directory).exists();
        assertThat(log).anySatisfy(line -> assertThat(line).startsWith("Bad_5000.hosts.toml: ignored"));
        assertThat(directory.getParent()).isDirectoryNotContaining("glob:Bad*");
    }

    @Test
    void shouldBeIncompleteButServeTheRegistryWhenTheProfileCannotBeWritten() throws IOException {
        // Given
        Files.writeString(node.resolve("seccomp"), "a file where a directory belongs");

        // When
        boolean complete = round.run().complete();

        // Then
        assertThat(complete).isFalse();
        assertThat(directory.resolve("hosts.toml")).hasContent(Samples.HOSTS);
    }

    private Round newRound() {
        return new Round(
                new MountedConfigMap(mount),
                new Round.Node(
                        NodeRuntime.CONTAINERD,
                        new CertsDirectory(node.resolve("certs.d")),
                        new RegistriesDirectory(node.resolve("registries.conf.d")),
                        new ProfileDirectory(node.resolve("seccomp"))),
                SeccompProfile.forBuilds(),
                Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC),
                log::add);
    }
}
