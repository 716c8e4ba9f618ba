package dev.onggi.operator.imagebuild.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.operator.imagebuild.Samples;
import dev.onggi.operator.imagebuild.resource.SourceFiles;
import dev.onggi.operator.imagebuild.step.SourceResolution.Files;
import dev.onggi.operator.imagebuild.step.SourceResolution.Missing;
import dev.onggi.operator.imagebuild.step.SourceResolution.Remote;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourceResolutionTest {

    private static final String CONFIG_MAP = "source: {configMapRef: {name: hello-source}}";

    @ParameterizedTest
    @ValueSource(strings = {Samples.GIT, Samples.ARCHIVE, Samples.OCI})
    void shouldLeaveWhatAServerHasToThePod(String source) {
        assertThat(SourceResolution.of(Samples.imageBuild(source), Optional.empty(), Optional.empty()))
                .isEqualTo(new Remote());
    }

    @Test
    void shouldTakeInlineFiles() {
        assertThat(SourceResolution.of(Samples.imageBuild(), Optional.empty(), Optional.empty()))
                .isEqualTo(new Files(SourceFiles.inline(Map.of("Dockerfile", "FROM scratch"))));
    }

    @Test
    void shouldTakeTheFilesOfTheConfigMapWhenItExists() {
        // Given
        var configMap =
                new ConfigMapBuilder().addToData("Dockerfile", "FROM scratch").build();

        // Then
        assertThat(SourceResolution.of(Samples.imageBuild(CONFIG_MAP), Optional.of(configMap), Optional.empty()))
                .isEqualTo(new Files(SourceFiles.inline(Map.of("Dockerfile", "FROM scratch"))));
    }

    @Test
    void shouldSayWhatIsMissingWhenTheConfigMapDoesNotExist() {
        assertThat(SourceResolution.of(Samples.imageBuild(CONFIG_MAP), Optional.empty(), Optional.empty()))
                .isEqualTo(
                        new Missing(
                                "SourceNotFound",
                                "there is no ConfigMap \"hello-source\" in namespace team-a; create it, or correct spec.source.configMapRef"));
    }

    @Test
    void shouldLeaveAVolumeToThePodWhenItsClaimIsThere() {
        assertThat(SourceResolution.of(
                        Samples.imageBuild(Samples.CLAIM), Optional.empty(), Optional.of(new PersistentVolumeClaim())))
                .isEqualTo(new Remote());
    }

    @Test
    void shouldSayWhatIsMissingWhenTheClaimDoesNotExist() {
        assertThat(SourceResolution.of(Samples.imageBuild(Samples.CLAIM), Optional.empty(), Optional.empty()))
                .isEqualTo(
                        new Missing(
                                "SourceNotFound",
                                "there is no PersistentVolumeClaim \"sources\" in namespace team-a; create it, or correct spec.source.persistentVolumeClaim.claimName"));
    }
}
