package dev.onggi.operator.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What archives become, and what those do not become that mean harm. */
class UnpackingTest {

    private static final SourceLimits LIMITS = new SourceLimits(1 << 20, 1 << 20, 10);

    @TempDir
    private Path directory;

    private Path workspace;

    @BeforeEach
    void givenAWorkspaceBesideASecret() throws IOException {
        workspace = Files.createDirectories(directory.resolve("workspace"));
        Files.createDirectories(directory.resolve("outside"));
        Files.writeString(directory.resolve("outside/secret"), "s3cret");
    }

    @Test
    void shouldMakeFilesWithTheirModesAndTimes() throws Exception {
        // Given
        var tar = new Tar().directory("app/").program("app/run", "#!/bin/sh").file(".dockerignore", "target");

        // When
        unpack(tar.bytes());

        // Then
        assertThat(workspace.resolve("app/run")).hasContent("#!/bin/sh");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(workspace.resolve("app/run"))))
                .isEqualTo("rwxr-xr-x");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(workspace.resolve(".dockerignore"))))
                .isEqualTo("rw-r--r--");
        assertThat(Files.getLastModifiedTime(workspace.resolve("app")).toInstant())
                .isEqualTo(Instant.ofEpochSecond(1_767_225_600L));
    }

    @Test
    void shouldUnpackGzip() throws Exception {
        // When
        unpack(new Tar().file("a", "hello").gzip());

        // Then
        assertThat(workspace.resolve("a")).hasContent("hello");
    }

    @Test
    void shouldKeepLinksThatStayInside() throws Exception {
        // Given
        var tar = new Tar()
                .file("lib/a", "hello")
                .symbolicLink("bin/a", "../lib/a")
                .symbolicLink("nowhere", "not/yet/there")
                .hardLink("b", "lib/a")
                .file("bin/../bin2", "x".repeat(0));

        // When
        assertThatThrownBy(() -> unpack(tar.bytes())).hasMessageContaining("bin/../bin2");
        unpack(new Tar()
                .file("lib/a", "hello")
                .symbolicLink("bin/a", "../lib/a")
                .symbolicLink("nowhere", "not/yet/there")
                .hardLink("b", "lib/a")
                .bytes());

        // Then
        assertThat(workspace.resolve("bin/a")).isSymbolicLink().hasContent("hello");
        assertThat(workspace.resolve("b")).isRegularFile().hasContent("hello");
    }

    @Test
    void shouldTakeTheLastOfSeveralEntriesOfOneName() throws Exception {
        // When
        unpack(new Tar()
                .file("a", "first")
                .file("a", "second")
                .symbolicLink("b", "a")
                .file("b", "third")
                .bytes());

        // Then
        assertThat(workspace.resolve("a")).hasContent("second");
        assertThat(workspace.resolve("b")).isRegularFile().hasContent("third");
    }

    static Stream<Arguments> attacks() {
        return Stream.of(
                attack("path \"/etc/cron\" is absolute", new Tar().file("/etc/cron", "x")),
                attack("path \"../outside/x\" leads out", new Tar().file("../outside/x", "x")),
                attack("path \"a/../../outside/x\" leads out", new Tar().file("a/../../outside/x", "x")),
                attack("path \"..\" leads out", new Tar().directory("..")),
                attack("link \"a\" leads to \"/etc/passwd\"", new Tar().symbolicLink("a", "/etc/passwd")),
                attack("\"a\" leads out of the source", new Tar().symbolicLink("a", "../outside/secret")),
                attack("\"d/a\" leads out of the source", new Tar().symbolicLink("d/a", "../../outside/secret")),
                attack(
                        "\"a/x\" leads out of the source, by a link",
                        new Tar().symbolicLink("a", "../outside").file("a/x", "x")),
                attack(
                        "\"a/x\" leads out of the source, by a link",
                        new Tar().symbolicLink("a", "b").symbolicLink("b", "..").directory("a/x")),
                // each of them stays inside by its letters alone
                attack(
                        "\"t\" leads out of the source",
                        new Tar()
                                .directory("a/b")
                                .symbolicLink("a/b/s", "../..")
                                .symbolicLink("t", "a/b/s/../outside/secret")),
                // inside when it came, outside when its directory had become a link
                attack(
                        "\"t\" leads out of the source",
                        new Tar()
                                .directory("d/e")
                                .symbolicLink("t", "d/e/../../x")
                                .symbolicLink("d/e", "..")),
                attack("another name of \"a\"", new Tar().symbolicLink("a", "b").hardLink("c", "a")),
                attack("another name of \"none\"", new Tar().hardLink("c", "none")),
                attack("path \"../outside/secret\" leads out", new Tar().hardLink("c", "../outside/secret")),
                attack("path \"/etc/passwd\" is absolute", new Tar().hardLink("c", "/etc/passwd")),
                attack(
                        "\"a/secret\" leads out of the source, by a link",
                        new Tar().symbolicLink("a", "../outside").hardLink("c", "a/secret")),
                attack("\"null\" is a device", new Tar().entry("null", '3', "", 0666, new byte[0])),
                attack("\"pipe\" is a device, a pipe", new Tar().entry("pipe", '6', "", 0666, new byte[0])),
                attack(
                        "leads through what is no directory",
                        new Tar().file("a", "x").file("a/b", "x")),
                attack("a path is empty", new Tar().file("", "x")),
                attack("the place of the whole source", new Tar().symbolicLink(".", "a")),
                attack(
                        "leads through more than 40 links",
                        new Tar().symbolicLink("a", "b").symbolicLink("b", "a").file("a/x", "x")),
                attack(
                        "deeper than 256",
                        new Tar()
                                .entry("x", 'L', "", 0, "d/".repeat(300).getBytes(StandardCharsets.UTF_8))
                                .file("x", "x")),
                attack(
                        "longer than 255",
                        new Tar()
                                .entry("x", 'L', "", 0, "d".repeat(300).getBytes(StandardCharsets.UTF_8))
                                .file("x", "x")));
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void shouldRefuseTheSourceWhenAnArchiveMeansHarm(String message, Tar tar) throws Exception {
        // Then
        assertThatThrownBy(() -> unpack(tar.bytes()))
                .isInstanceOfSatisfying(
                        FetchException.class, e -> assertThat(e.reason()).isEqualTo("SourceInvalid"))
                .hasMessageContaining(message);
        assertThat(directory.resolve("outside/secret")).hasContent("s3cret");
        try (var outside = Files.list(directory.resolve("outside"))) {
            assertThat(outside).hasSize(1);
        }
    }

    @Test
    void shouldNeverSetTheBitsThatMakeAProgramRunAsItsOwner() throws Exception {
        // When
        unpack(new Tar().entry("su", '0', "", 06755, new byte[0]).bytes());

        // Then
        assertThat((int) Files.getAttribute(workspace.resolve("su"), "unix:mode") & 07777)
                .isEqualTo(0755);
    }

    @Test
    void shouldStopWhenMoreIsUnpackedThanAllowed() {
        // Given: a few KiB that become 8 MiB
        var bomb = Tar.gzip(new Tar().file("zeros", "0".repeat(8 << 20)).bytes());

        // Then
        assertThat(bomb.length).isLessThan(1 << 15);
        assertThatThrownBy(() -> unpack(bomb))
                .isInstanceOfSatisfying(
                        FetchException.class, e -> assertThat(e.reason()).isEqualTo("SourceTooLarge"))
                .hasMessageContaining("more than 1048576 bytes when it is unpacked");
        assertThat(workspace.resolve("zeros").toFile().length()).isLessThanOrEqualTo(1 << 20);
    }

    @Test
    void shouldStopWhenThereAreMoreEntriesThanAllowed() {
        // Given
        var tar = new Tar();
        for (int i = 0; i < 11; i++) {
            tar.directory("d" + i);
        }

        // Then
        assertThatThrownBy(() -> unpack(tar.bytes()))
                .isInstanceOfSatisfying(
                        FetchException.class, e -> assertThat(e.reason()).isEqualTo("SourceTooLarge"))
                .hasMessageContaining("more than 10 files");
    }

    @Test
    void shouldSayWhatItHasToBeWhenItIsNoArchive() {
        assertThatThrownBy(() -> unpack("PK\3\4 a zip file".repeat(100).getBytes(StandardCharsets.UTF_8)))
                .hasMessageContaining("what the web server sent cannot be unpacked")
                .hasMessageContaining("it has to be a tar, plain or compressed by gzip or zstd");
    }

    @Test
    void shouldSayThatItEndsTooEarlyWhenGzipDoes() {
        // Given
        var whole = new Tar().file("a", "hello").gzip();

        // Then
        assertThatThrownBy(() -> unpack(java.util.Arrays.copyOf(whole, whole.length - 20)))
                .hasMessageContaining("it ends too early");
    }

    private void unpack(byte[] archive) throws IOException, FetchException {
        Trees.clear(workspace);
        var tree = new SourceTree(workspace, Links.INSIDE);
        new Unpacking(tree, LIMITS)
                .unpack(Files.write(directory.resolve("archive"), archive), "what the web server sent");
        tree.finish();
    }

    private static Arguments attack(String message, Tar tar) {
        return Arguments.of(message, tar);
    }
}
