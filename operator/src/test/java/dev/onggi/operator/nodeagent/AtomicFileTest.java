package dev.onggi.operator.nodeagent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {

    @TempDir
    Path directory;

    @Test
    void shouldPutANewFileInPlaceOfTheOldOneWhenItReplaces() throws IOException {
        // Given
        Path file = Files.writeString(directory.resolve("hosts.toml"), "old");
        Path readersView = Files.createLink(directory.resolve("a-reader-that-has-it-open"), file);

        // When
        AtomicFile.replace(file, "new");

        // Then
        assertThat(file).hasContent("new");
        assertThat(readersView).as("the old file is not written into").hasContent("old");
        assertThat(directory.resolve(".onggi-tmp-hosts.toml~")).doesNotExist();
    }

    @Test
    void shouldFollowNoLinkWhenOneHasTheTemporaryName() throws IOException {
        // Given
        Path elsewhere = Files.writeString(directory.resolve("elsewhere"), "untouched");
        Files.createSymbolicLink(directory.resolve(".onggi-tmp-hosts.toml~"), elsewhere);

        // When, Then
        assertThatThrownBy(() -> AtomicFile.replace(directory.resolve("hosts.toml"), "new"))
                .isInstanceOf(IOException.class);
        assertThat(elsewhere).hasContent("untouched");
    }
}
