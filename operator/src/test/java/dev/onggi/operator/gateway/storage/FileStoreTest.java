package dev.onggi.operator.gateway.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileStoreTest {

    @TempDir
    Path root;

    private Store store;

    @BeforeEach
    void store() {
        store = new FileStore(root);
    }

    private void file(String path, String content) throws IOException {
        Files.createDirectories(root.resolve(path).getParent());
        Files.writeString(root.resolve(path), content);
    }

    private List<String> walk(String folder) throws IOException {
        var paths = new ArrayList<String>();
        store.walk(folder, file -> paths.add(file.path()));
        return paths;
    }

    @Test
    void shouldWalkWhatLiesInARepositoryTogetherAndBeforeRepositoriesBelowIt() throws IOException {
        // Given
        for (String path :
                List.of("r/a/0/_layers/x", "r/a/_uploads/x", "r/a/z/_layers/x", "r/a/_layers/x", "r/a-b/_layers/x")) {
            file(path, "");
        }

        // When
        var paths = walk("r");

        // Then
        assertThat(paths)
                .containsExactly(
                        "r/a/_layers/x", "r/a/_uploads/x", "r/a/0/_layers/x", "r/a/z/_layers/x", "r/a-b/_layers/x");
    }

    @Test
    void shouldGoOnWhenTheVisitorDeletesWhatItHasSeen() throws IOException {
        // Given
        file("r/a/link", "1");
        file("r/b/link", "2");
        var seen = new ArrayList<String>();

        // When
        store.walk("r", file -> {
            seen.add(file.path());
            store.delete("r/a");
            store.delete("r/b");
        });

        // Then
        assertThat(seen).containsExactly("r/a/link");
        assertThat(walk("r")).isEmpty();
    }

    @Test
    void shouldLeaveTheFoldersAboveWhenOneIsDeleted() throws IOException {
        // Given the registry may be about to write beside it
        file("r/_layers/sha256/aa/link", "1");

        // When
        store.delete("r/_layers/sha256/aa");

        // Then
        assertThat(root.resolve("r/_layers/sha256")).isEmptyDirectory();
        assertThat(root.resolve(FileStore.TRASH)).isEmptyDirectory();
    }

    @Test
    void shouldDeleteWhatIsNotThereAndWalkWhatIsNotThere() throws IOException {
        // When
        store.delete("r/none");

        // Then
        assertThat(walk("none")).isEmpty();
        assertThat(store.folders("none")).isEmpty();
        assertThat(store.read("none", 10)).isEmpty();
    }

    @Test
    void shouldReadAFileOfTheLimitAndRefuseALargerOne() throws IOException {
        // Given
        file("f", "12345");

        // When
        var content = store.read("f", 5);

        // Then
        assertThat(content.orElseThrow().text()).isEqualTo("12345");
        assertThatIOException().isThrownBy(() -> store.read("f", 4)).withMessage("f has more than 4 bytes");
    }

    @Test
    void shouldWriteAFileAndWriteItAnewAndLeaveNoDraft() throws IOException {
        // When
        store.write("w/f", "first and longer".getBytes(UTF_8));
        store.write("w/f", "second".getBytes(UTF_8));

        // Then
        assertThat(store.read("w/f", 100).orElseThrow().text()).isEqualTo("second");
        assertThat(root.resolve(FileStore.TRASH)).isEmptyDirectory();
    }

    @Test
    void shouldLeaveNoDraftWhenItCannotWrite() throws IOException {
        // Given
        file("w", "no folder");

        // When / Then
        assertThatIOException().isThrownBy(() -> store.write("w/f", "x".getBytes(UTF_8)));
        assertThat(root.resolve(FileStore.TRASH)).isEmptyDirectory();
    }

    @Test
    void shouldListFoldersSortedAndNoFiles() throws IOException {
        // Given
        file("t/b/x", "");
        file("t/a/x", "");
        file("t/c", "");

        // When
        var folders = store.folders("t");

        // Then
        assertThat(folders).containsExactly("a", "b");
    }

    @Test
    void shouldRemoveWhatAKilledDeletionLeft() throws IOException {
        // Given
        file(FileStore.TRASH + "/1-1/current/link", "x");
        file("r/a/link", "1");

        // When
        store.tidy();

        // Then
        assertThat(root.resolve(FileStore.TRASH)).isEmptyDirectory();
        assertThat(walk("r")).hasSize(1);
    }

    @Test
    void shouldKnowTheFileSystem() throws IOException {
        // When
        var volume = store.volume().orElseThrow();

        // Then
        assertThat(volume.size()).isPositive().isGreaterThan(volume.used());
    }
}
