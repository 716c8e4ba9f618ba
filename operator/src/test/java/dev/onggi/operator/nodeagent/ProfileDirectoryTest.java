package dev.onggi.operator.nodeagent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.operator.model.SeccompProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfileDirectoryTest {

    private static final SeccompProfile PROFILE = SeccompProfile.forBuilds();

    @TempDir
    Path root;

    @Test
    void shouldWriteTheProfileWherePodsNameItWhenItIsMissing() throws IOException {
        // When
        boolean written = new ProfileDirectory(root).ensure(PROFILE);

        // Then
        assertThat(written).isTrue();
        assertThat(root.resolve(PROFILE.localhostProfile())).hasContent(PROFILE.content());
    }

    @Test
    void shouldWriteNothingWhenTheProfileIsThere() throws IOException {
        // Given
        new ProfileDirectory(root).ensure(PROFILE);

        // When
        boolean written = new ProfileDirectory(root).ensure(PROFILE);

        // Then
        assertThat(written).isFalse();
    }

    @Test
    void shouldRepairTheProfileAndKeepEarlierOnesWhenItWasDamaged() throws IOException {
        // Given
        new ProfileDirectory(root).ensure(PROFILE);
        Files.writeString(root.resolve(PROFILE.localhostProfile()), "{}");
        Path earlier = Files.writeString(root.resolve("onggi/build-000000000000.json"), "{}");

        // When
        boolean written = new ProfileDirectory(root).ensure(PROFILE);

        // Then
        assertThat(written).isTrue();
        assertThat(root.resolve(PROFILE.localhostProfile())).hasContent(PROFILE.content());
        assertThat(earlier).exists();
    }
}
