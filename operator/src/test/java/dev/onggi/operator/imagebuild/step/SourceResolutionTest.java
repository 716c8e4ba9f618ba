package dev.onggi.operator.imagebuild.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.operator.imagebuild.Samples;
import dev.onggi.operator.imagebuild.resource.SourceFiles;
import dev.onggi.operator.imagebuild.step.SourceResolution.Files;
import dev.onggi.operator.imagebuild.step.SourceResolution.Git;
import dev.onggi.operator.imagebuild.step.SourceResolution.Missing;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SourceResolutionTest {

    private static final String CONFIG_MAP = "source: {configMapRef: {name: hello-source}}";

    @Test
    void shouldLeaveGitToThePod() {
        assertThat(SourceResolution.of(Samples.imageBuild(Samples.GIT), Optional.empty()))
                .isEqualTo(new Git());
    }

    @Test
    void shouldTakeInlineFiles() {
        assertThat(SourceResolution.of(Samples.imageBuild(), Optional.empty()))
                .isEqualTo(new Files(SourceFiles.inline(Map.of("Dockerfile", "FROM scratch"))));
    }

    @Test
    void shouldTakeTheFilesOfTheConfigMapWhenItExists() {
        // Given
        var configMap =
                new ConfigMapBuilder().addToData("Dockerfile", "FROM scratch").build();

        // Then
        assertThat(SourceResolution.of(Samples.imageBuild(CONFIG_MAP), Optional.of(configMap)))
                .isEqualTo(new Files(SourceFiles.inline(Map.of("Dockerfile", "FROM scratch"))));
    }

    @Test
    void shouldSayWhatIsMissingWhenTheConfigMapDoesNotExist() {
        assertThat(SourceResolution.of(Samples.imageBuild(CONFIG_MAP), Optional.empty()))
                .isEqualTo(
                        new Missing(
                                "SourceNotFound",
                                "there is no ConfigMap \"hello-source\" in namespace team-a; create it, or correct spec.source.configMapRef"));
    }
}
