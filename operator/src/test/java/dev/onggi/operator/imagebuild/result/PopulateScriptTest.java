package dev.onggi.operator.imagebuild.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** populate.sh with real files; that owners are kept is seen on a node (ExamplesE2E), since only root can give them. */
class PopulateScriptTest {

    private static final String PATH = "/var/lib/app";

    @TempDir
    private Path root;

    private Path image;
    private Path volume;

    @BeforeEach
    void givenAnImageAndAnEmptyVolume() throws IOException {
        image = Files.createDirectories(root.resolve("image"));
        volume = Files.createDirectories(root.resolve("volume"));
        write(image.resolve("var/lib/app/settings.conf"), "color=blue");
    }

    @Test
    void shouldTakeTheImagesContentWithModesLinksAndHiddenFilesWhenTheVolumeIsEmpty() throws Exception {
        // Given
        var directory = image.resolve("var/lib/app");
        write(directory.resolve(".hidden"), "here");
        write(directory.resolve("deep/down/secret"), "mine");
        Files.setPosixFilePermissions(directory.resolve("deep"), PosixFilePermissions.fromString("rwx------"));
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwx--x"));
        Files.createSymbolicLink(directory.resolve("link"), Path.of("/nowhere"));
        Files.createDirectories(directory.resolve("empty"));

        // When
        var run = populate(PATH);

        // Then
        assertThat(run).isEqualTo(new Run(0, PATH + ": filled from the image\n"));
        assertThat(files(volume))
                .containsExactly(".hidden", "deep", "deep/down", "deep/down/secret", "empty", "link", "settings.conf");
        assertThat(volume.resolve("settings.conf")).hasContent("color=blue");
        assertThat(Files.readSymbolicLink(volume.resolve("link"))).isEqualTo(Path.of("/nowhere"));
        assertThat(mode(volume.resolve("deep"))).isEqualTo("rwx------");
        assertThat(mode(volume)).isEqualTo("rwxrwx--x");
    }

    @Test
    void shouldLeaveAVolumeAloneThatWasUsedBefore() throws Exception {
        // Given
        write(volume.resolve(".only-a-hidden-file"), "the user's");

        // When
        var run = populate(PATH);

        // Then
        assertThat(run).isEqualTo(new Run(0, PATH + ": the volume is in use already and stays as it is\n"));
        assertThat(files(volume)).containsExactly(".only-a-hidden-file");
    }

    @Test
    void shouldTakeADiskOfItsOwnForEmptyWhenOnlyTheFileSystemsDirectoryIsThere() throws Exception {
        // Given
        Files.createDirectories(volume.resolve("lost+found"));

        // When
        populate(PATH);

        // Then
        assertThat(files(volume)).containsExactly("lost+found", "settings.conf");
    }

    @Test
    void shouldNotOverwriteWhatTheUserChangedWhenTheNextImageComes() throws Exception {
        // Given
        populate(PATH);
        Files.writeString(volume.resolve("settings.conf"), "color=red");
        write(image.resolve("var/lib/app/settings.conf"), "color=green");
        write(image.resolve("var/lib/app/new.conf"), "new");

        // When
        populate(PATH);

        // Then
        assertThat(files(volume)).containsExactly("settings.conf");
        assertThat(volume.resolve("settings.conf")).hasContent("color=red");
    }

    @Test
    void shouldCompleteWhatARunBeganThatWasKilled() throws Exception {
        // Given
        write(volume.resolve(".onggi-populate"), "");
        write(volume.resolve("settings.conf"), "colo");

        // When
        populate(PATH);

        // Then
        assertThat(files(volume)).containsExactly("settings.conf");
        assertThat(volume.resolve("settings.conf")).hasContent("color=blue");
    }

    @Test
    void shouldFollowLinksAsTheyAreWithTheImageForARoot() throws Exception {
        // Given
        Files.createSymbolicLink(image.resolve("data"), Path.of("/srv/../../../../var/./lib"));
        Files.createDirectories(image.resolve("srv"));

        // When
        var run = populate("/data/app/");

        // Then
        assertThat(run.code()).isZero();
        assertThat(files(volume)).containsExactly("settings.conf");
    }

    @Test
    void shouldNotFollowALinkOutOfTheImage() throws Exception {
        // Given
        var outside = root.resolve("outside");
        write(outside.resolve("secret"), "not the image's");
        Files.createSymbolicLink(image.resolve("out"), outside);
        Files.createSymbolicLink(image.resolve("up"), Path.of("../outside"));

        // Then
        assertThat(populate("/out"))
                .isEqualTo(new Run(0, "/out: the image has nothing there, the volume stays empty\n"));
        assertThat(populate("/up")).isEqualTo(new Run(0, "/up: the image has nothing there, the volume stays empty\n"));
        assertThat(files(volume)).isEmpty();
    }

    @Test
    void shouldFailWithASentenceWhenThePathIsAFileOrALoop() throws Exception {
        // Given
        Files.createSymbolicLink(image.resolve("a"), Path.of("b"));
        Files.createSymbolicLink(image.resolve("b"), Path.of("a"));

        // Then
        assertThat(populate(PATH + "/settings.conf"))
                .isEqualTo(
                        new Run(
                                1,
                                PATH
                                        + "/settings.conf is a file in the image; a volume can take the place of a directory only\n"));
        assertThat(populate("/a")).isEqualTo(new Run(1, "the path /a of the image has too many links\n"));
    }

    @Test
    void shouldFillEachVolumeWhenThereAreSeveral() throws Exception {
        // Given
        write(image.resolve("etc/my app/b"), "b");
        var second = Files.createDirectories(root.resolve("second volume"));

        // When
        var run = run(List.of(PATH, volume.toString(), "/etc/my app", second.toString()));

        // Then
        assertThat(run.text())
                .isEqualTo("%s: filled from the image\n/etc/my app: filled from the image\n".formatted(PATH));
        assertThat(files(volume)).containsExactly("settings.conf");
        assertThat(files(second)).containsExactly("b");
    }

    @Test
    void shouldTakeTurnsWhenTwoPodsStartTogether() throws Exception {
        // Given
        for (int i = 0; i < 200; i++) {
            write(image.resolve("var/lib/app/file-" + i), "content");
        }

        // When
        var first = start(List.of(PATH, volume.toString()));
        var second = start(List.of(PATH, volume.toString()));

        // Then
        assertThat(List.of(end(first).text(), end(second).text()))
                .containsExactlyInAnyOrder(
                        PATH + ": filled from the image\n",
                        PATH + ": the volume is in use already and stays as it is\n");
    }

    private record Run(int code, String text) {}

    private Run populate(String path) throws Exception {
        return run(List.of(path, volume.toString()));
    }

    private Run run(List<String> arguments) throws Exception {
        return end(start(arguments));
    }

    private Process start(List<String> arguments) throws IOException {
        var command = new ArrayList<>(List.of("sh", "-euc", BuildScripts.populate(), "populate", image.toString()));
        command.addAll(arguments);
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    private static Run end(Process process) throws Exception {
        var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        return new Run(process.exitValue(), text);
    }

    private static void write(Path file, String content) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private static List<String> files(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            return files.filter(file -> !file.equals(directory))
                    .map(file -> directory.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
