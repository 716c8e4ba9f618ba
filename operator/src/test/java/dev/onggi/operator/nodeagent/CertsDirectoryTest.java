package dev.onggi.operator.nodeagent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertsDirectoryTest {

    @TempDir
    Path root;

    private CertsDirectory certs;
    private Path directory;

    @BeforeEach
    void setUp() {
        certs = new CertsDirectory(root);
        directory = root.resolve(Samples.DIRECTORY);
    }

    @Test
    void shouldSeeOnlyWhatBearsARegistrysName() throws IOException {
        // Given
        Files.createDirectory(root.resolve("_default"));
        Files.createDirectory(root.resolve("Docker.io"));
        Files.createDirectory(directory);

        // When
        var present = certs.observe();

        // Then
        assertThat(present)
                .containsExactly(
                        Map.entry(Samples.REGISTRY, new Present.Directory(Optional.empty(), Optional.empty(), false)));
    }

    @Test
    void shouldSeeWhatItCreated() throws IOException {
        // When
        certs.perform(new Action.Create(Samples.REGISTRY, Samples.FILES));

        // Then
        assertThat(certs.observe())
                .containsExactly(Map.entry(
                        Samples.REGISTRY,
                        new Present.Directory(Optional.of(Samples.CA), Optional.of(Samples.HOSTS), false)));
        assertThat(root).isDirectoryNotContaining("glob:.onggi-tmp-*");
        // the container runtime need not run as root
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("ca.crt"))))
                .isEqualTo("rw-r--r--");
    }

    @Test
    void shouldLeaveWhatIsThereWhenSomebodyWasQuickerThanItsCreate() throws IOException {
        // Given
        Files.createDirectory(directory);
        Files.writeString(directory.resolve("hosts.toml"), "somebody's");

        // When, Then
        assertThatThrownBy(() -> certs.perform(new Action.Create(Samples.REGISTRY, Samples.FILES)))
                .isInstanceOf(FileSystemException.class);
        assertThat(directory.resolve("hosts.toml")).hasContent("somebody's");
        assertThat(directory.resolve("ca.crt")).doesNotExist();
    }

    @Test
    void shouldRemoveLeftoversOfACrashWhenItLooks() throws IOException {
        // Given
        certs.perform(new Action.Create(Samples.REGISTRY, Samples.FILES));
        Path half = Files.createDirectory(root.resolve(".onggi-tmp-other:1"));
        Files.writeString(half.resolve("ca.crt"), "half");
        Path temporary = Files.writeString(directory.resolve(".onggi-tmp-hosts.toml"), "half");

        // When
        var present = certs.observe();

        // Then
        assertThat(half).doesNotExist();
        assertThat(temporary).doesNotExist();
        assertThat(present).containsKey(Samples.REGISTRY);
    }

    @Test
    void shouldRemoveTheDirectoryWhenNothingElseIsInIt() throws IOException {
        // Given
        certs.perform(new Action.Create(Samples.REGISTRY, Samples.FILES));

        // When
        certs.perform(new Action.Remove(Samples.REGISTRY));

        // Then
        assertThat(root).isEmptyDirectory();
    }

    @Test
    void shouldKeepOthersFilesWhenItRemovesItsOwn() throws IOException {
        // Given
        certs.perform(new Action.Create(Samples.REGISTRY, Samples.FILES));
        Path note = Files.writeString(directory.resolve("note"), "of an administrator");

        // When
        certs.perform(new Action.Remove(Samples.REGISTRY));

        // Then
        assertThat(note).exists();
        assertThat(directory.resolve("hosts.toml")).doesNotExist();
        assertThat(directory.resolve("ca.crt")).doesNotExist();
    }

    @Test
    void shouldFollowNoLinkWhenOneIsInPlaceOfADirectoryOrAFile() throws IOException {
        // Given
        Path elsewhere = Files.createDirectory(root.resolve("elsewhere"));
        Files.writeString(elsewhere.resolve("hosts.toml"), Samples.HOSTS);
        Files.createSymbolicLink(directory, elsewhere);
        Path other = Files.createDirectory(root.resolve("other:1"));
        Files.createSymbolicLink(other.resolve("hosts.toml"), elsewhere.resolve("hosts.toml"));

        // When
        var present = certs.observe();

        // Then
        assertThat(present)
                .containsEntry(Samples.REGISTRY, new Present.NotADirectory())
                .containsEntry(
                        new RegistryHost("other", 1), new Present.Directory(Optional.empty(), Optional.empty(), true));
    }

    @Test
    void shouldFailAndNotBeEmptyWhenTheDirectoryOfAllCannotBeRead() {
        // Given
        var nowhere = new CertsDirectory(root.resolve("nowhere"));

        // When, Then
        assertThatThrownBy(nowhere::observe).isInstanceOf(FileSystemException.class);
    }

    @Test
    void shouldStopWhenALeftoverIsDeeperThanOursEverAre() throws IOException {
        // Given
        Path strange = root.resolve(".onggi-tmp-strange");
        Files.createDirectories(strange.resolve("deep/deeper"));

        // When, Then
        assertThatThrownBy(certs::observe).isInstanceOf(DirectoryNotEmptyException.class);
    }
}
