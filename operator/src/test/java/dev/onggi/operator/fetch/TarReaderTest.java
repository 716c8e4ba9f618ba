package dev.onggi.operator.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TarReaderTest {

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"v7", "ustar", "oldgnu", "gnu", "pax"})
    void shouldReadWhatTarHasWrittenInEachOfItsFormats(String format) throws Exception {
        // Given
        var source = Files.createDirectories(directory.resolve("source"));
        Files.createDirectories(source.resolve("app"));
        Files.writeString(source.resolve("app/main"), "hello");
        Files.createSymbolicLink(source.resolve("link"), Path.of("app/main"));

        // When
        var entries = read(Files.readAllBytes(tar(source, format)));

        // Then
        assertThat(entries)
                .extracting(TarEntry::name, TarEntry::kind, TarEntry::target, TarEntry::size)
                .contains(
                        org.assertj.core.groups.Tuple.tuple("./app/", TarEntry.Kind.DIRECTORY, "", 0L),
                        org.assertj.core.groups.Tuple.tuple("./app/main", TarEntry.Kind.FILE, "", 5L),
                        org.assertj.core.groups.Tuple.tuple("./link", TarEntry.Kind.SYMBOLIC_LINK, "app/main", 0L));
    }

    @ParameterizedTest
    @ValueSource(strings = {"oldgnu", "gnu", "pax"})
    void shouldReadLongNames(String format) throws Exception {
        // Given
        var source = Files.createDirectories(directory.resolve("source"));
        var name = "n".repeat(180);
        Files.writeString(source.resolve(name), "hello");
        Files.createSymbolicLink(source.resolve("link"), Path.of(name));

        // When
        var entries = read(Files.readAllBytes(tar(source, format)));

        // Then
        assertThat(entries).extracting(TarEntry::name).contains("./" + name);
        assertThat(entries).extracting(TarEntry::target).contains(name);
    }

    @Test
    void shouldJoinTheTwoPartsOfAPathInUstar() throws Exception {
        // Given
        var source = Files.createDirectories(directory.resolve("source"));
        var path = "d".repeat(90) + "/" + "n".repeat(90);
        Files.createDirectories(source.resolve(path).getParent());
        Files.writeString(source.resolve(path), "hello");

        // When
        var entries = read(Files.readAllBytes(tar(source, "ustar")));

        // Then
        assertThat(entries).extracting(TarEntry::name).contains("./" + path);
    }

    @Test
    void shouldGiveTheContentAndSkipWhatWasNotRead() throws Exception {
        // Given
        var bytes = new Tar().file("a", "x".repeat(700)).file("b", "hello").bytes();
        var tar = new TarReader(new ByteArrayInputStream(bytes));

        // When
        tar.next();
        tar.content().read();
        tar.next();

        // Then
        assertThat(new String(tar.content().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo("hello");
        assertThat(tar.next()).isEmpty();
    }

    @Test
    void shouldNameDevicesPipesAndSparseFilesOther() throws Exception {
        // Given
        var tar = new Tar()
                .entry("null", '3', "", 0666, new byte[0])
                .entry("disk", '4', "", 0666, new byte[0])
                .entry("pipe", '6', "", 0666, new byte[0])
                .entry("sparse", 'S', "", 0644, new byte[0])
                .entry("x", 'x', "", 0644, ascii("22 GNU.sparse.major=1\n"))
                .file("alsoSparse", "");

        // When
        var entries = read(tar.bytes());

        // Then
        assertThat(entries).hasSize(5).extracting(TarEntry::kind).containsOnly(TarEntry.Kind.OTHER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "5 a=b",
                "7 a=b\n",
                "x a=b\n",
                "6 =bc\n",
                "99 a=b\n",
                "6 abcd\n",
                "0 a=b\n",
                "-1 a=b\n",
                "12 size=1e9\n"
            })
    void shouldRefuseExtendedHeadersThatAreBroken(String records) {
        // Given
        var bytes = new Tar()
                .entry("x", 'x', "", 0644, ascii(records))
                .file("a", "hello")
                .bytes();

        // Then
        assertThatThrownBy(() -> read(bytes)).isInstanceOf(TarReader.FormatException.class);
    }

    @Test
    void shouldRefuseAnExtendedHeaderOfMoreThanAMebibyte() {
        // Given
        var bytes = new Tar().entry("x", 'x', "", 0644, new byte[(1 << 20) + 1]).bytes();

        // Then
        assertThatThrownBy(() -> read(bytes))
                .isInstanceOf(TarReader.FormatException.class)
                .hasMessageContaining("1048576");
    }

    @Test
    void shouldRefuseWhatIsNoArchive() {
        assertThatThrownBy(() -> read(ascii("<!doctype html>".repeat(100))))
                .isInstanceOf(TarReader.FormatException.class)
                .hasMessageContaining("no tar archive");
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 512, 700, 1100})
    void shouldRefuseAnArchiveThatEndsTooEarly(int length) {
        // Given
        var bytes = new Tar().file("a", "x".repeat(600)).file("b", "hello").bytes();
        var cut = java.util.Arrays.copyOf(bytes, length);

        // Then
        assertThatThrownBy(() -> {
                    var tar = new TarReader(new ByteArrayInputStream(cut));
                    while (tar.next().isPresent()) {
                        tar.content().readAllBytes();
                    }
                })
                .isInstanceOf(IOException.class);
    }

    private Path tar(Path source, String format) throws Exception {
        var archive = directory.resolve("archive.tar");
        var process = new ProcessBuilder(
                        "tar", "--format=" + format, "-cf", archive.toString(), "-C", source.toString(), ".")
                .inheritIO()
                .start();
        assertThat(process.waitFor()).isZero();
        return archive;
    }

    private static List<TarEntry> read(byte[] archive) throws IOException {
        var tar = new TarReader(new ByteArrayInputStream(archive));
        var entries = new ArrayList<TarEntry>();
        for (var entry = tar.next(); entry.isPresent(); entry = tar.next()) {
            entries.add(entry.get());
        }
        return entries;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
