package dev.onggi.operator.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClaimSourceTest {

    @TempDir
    private Path directory;

    private Path volume;

    @BeforeEach
    void givenAVolumeBesideASecret() throws IOException {
        volume = Files.createDirectories(directory.resolve("mounts/claim"));
        Files.createDirectories(volume.resolve("hello/src"));
        Files.writeString(volume.resolve("hello/Dockerfile"), "FROM scratch");
        Files.writeString(volume.resolve("hello/src/a"), "hello");
        Files.createDirectories(directory.resolve("outside"));
        Files.writeString(directory.resolve("outside/Dockerfile"), "s3cret");
    }

    @Test
    void shouldCopyWhatIsThere() throws IOException {
        // Given
        Files.setPosixFilePermissions(volume.resolve("hello/src/a"), PosixFilePermissions.fromString("rwxr-x---"));
        Files.setLastModifiedTime(volume.resolve("hello/src/a"), FileTime.from(Instant.ofEpochSecond(1_767_225_600L)));
        Files.createSymbolicLink(volume.resolve("hello/link"), Path.of("/opt/somewhere"));

        // When
        int code = fetch("hello");

        // Then
        assertThat(told()).matches("sha256:[0-9a-f]{64}\n\n\n");
        assertThat(code).isZero();
        assertThat(workspace("Dockerfile")).hasContent("FROM scratch");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(workspace("src/a"))))
                .isEqualTo("rwxr-x---");
        assertThat(Files.getLastModifiedTime(workspace("src/a")).toInstant())
                .isEqualTo(Instant.ofEpochSecond(1_767_225_600L));
        assertThat(Files.readSymbolicLink(workspace("link"))).hasToString("/opt/somewhere");
    }

    @Test
    void shouldTellAnotherRevisionWhenSomethingIsAnotherAndTheSameOtherwise() throws IOException {
        // Given
        fetch("hello");
        var first = told();
        Files.setLastModifiedTime(volume.resolve("hello/src/a"), FileTime.from(Instant.EPOCH));
        fetch("hello");
        assertThat(told()).isEqualTo(first);

        // When
        Files.writeString(volume.resolve("hello/src/a"), "Hello");
        fetch("hello");
        var second = told();
        Files.move(volume.resolve("hello/src/a"), volume.resolve("hello/src/b"));
        fetch("hello");

        // Then
        assertThat(second).isNotEqualTo(first);
        assertThat(told()).isNotEqualTo(first).isNotEqualTo(second);
    }

    @Test
    void shouldTakeTheRootWhenNoPathIsNamed() throws IOException {
        // Then
        assertThat(fetch(".")).isZero();
        assertThat(workspace("hello/src/a")).hasContent("hello");
    }

    @Test
    void shouldFollowLinksToADirectoryInsideOfTheVolume() throws IOException {
        // Given
        Files.createSymbolicLink(volume.resolve("current"), Path.of("hello"));

        // Then
        assertThat(fetch("current")).isZero();
        assertThat(workspace("Dockerfile")).hasContent("FROM scratch");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../outside", "hello/../../../outside", "hello/up/../../outside"})
    void shouldNotLeaveTheVolumeByALink(String target) throws IOException {
        // Given
        Files.createSymbolicLink(volume.resolve("hello/up"), Path.of(".."));
        Files.createSymbolicLink(volume.resolve("link"), Path.of(target));

        // When
        int code = fetch("link");

        // Then
        assertThat(code).isEqualTo(1);
        assertThat(told()).startsWith("reason=SourceInvalid\n").contains("\"link\" leads out of the source, by a link");
        assertThat(workspace("Dockerfile")).doesNotExist();
    }

    @Test
    void shouldNotTakeAnAbsoluteLinkForADirectoryOfTheContainer() throws IOException {
        // Given
        Files.createSymbolicLink(
                volume.resolve("link"), directory.resolve("outside").toAbsolutePath());

        // When
        fetch("link");

        // Then
        assertThat(told()).startsWith("reason=SourceNotFound\n");
        assertThat(workspace("Dockerfile")).doesNotExist();
    }

    @Test
    void shouldSayWhatIsThereWhenThereIsNoSuchDirectory() throws IOException {
        // When
        fetch("hallo");

        // Then
        assertThat(told())
                .isEqualTo(
                        "reason=SourceNotFound\nthe volume has no directory \"hallo\"; its root has: hello; correct spec.source.persistentVolumeClaim.path\n");
    }

    @Test
    void shouldRefuseAPipe() throws Exception {
        // Given
        assertThat(new ProcessBuilder("mkfifo", volume.resolve("hello/pipe").toString())
                        .start()
                        .waitFor())
                .isZero();

        // When
        fetch("hello");

        // Then
        assertThat(told()).startsWith("reason=SourceInvalid\n").contains("\"pipe\" is a device, a pipe or a socket");
    }

    @Test
    void shouldStopWhenThereIsMoreThanAllowed() throws IOException {
        // Given
        Files.writeString(volume.resolve("hello/large"), "x".repeat(5000));

        // When
        fetch("hello");

        // Then
        assertThat(told()).startsWith("reason=SourceTooLarge\n").contains("more than 4096 bytes");
    }

    @Test
    void shouldStopWhenThereAreMoreFilesThanAllowed() throws IOException {
        // Given
        for (int i = 0; i < 20; i++) {
            Files.createFile(volume.resolve("hello/" + i));
        }

        // When
        fetch("hello");

        // Then
        assertThat(told()).startsWith("reason=SourceTooLarge\n").contains("more than 20 files");
    }

    private int fetch(String path) throws IOException {
        var places = new FetchRun.Places(
                directory.resolve("workspace"),
                directory.resolve("scratch"),
                directory.resolve("mounts"),
                directory.resolve("told"),
                directory.resolve("fetched"));
        return new FetchRun(places, new SourceLimits(0, 4096, 20), List.of()).run(List.of("claim", path));
    }

    private Path workspace(String path) {
        return directory.resolve("workspace").resolve(path);
    }

    private String told() throws IOException {
        return Files.readString(directory.resolve("told"));
    }
}
