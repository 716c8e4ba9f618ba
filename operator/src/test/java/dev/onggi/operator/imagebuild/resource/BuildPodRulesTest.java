package dev.onggi.operator.imagebuild.resource;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.api.v1alpha1.BaseImage;
import dev.onggi.api.v1alpha1.ImageBuild;
import dev.onggi.operator.builder.resource.BuilderPod;
import dev.onggi.operator.builder.resource.SharedBuilderSettings;
import dev.onggi.operator.imagebuild.Samples;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every Pod in which something of a user's is fetched, looked at or run. */
class BuildPodRulesTest {

    private static final PushTarget REGISTRY = PushTarget.of(Samples.registry("registry"), "team-a");

    static Stream<Pod> pods() {
        return Stream.of(
                BuildPodFactory.pod(plan(Samples.imageBuild(Samples.GIT)), 1),
                BuildPodFactory.pod(plan(Samples.imageBuild(Samples.ARCHIVE)), 1),
                BuildPodFactory.pod(plan(Samples.imageBuild(Samples.CLAIM)), 1),
                WatchPodFactory.pod(
                        plan(Samples.imageBuild(Samples.GIT, "triggers: {git: {}, baseImage: {}}")),
                        new Watch(
                                1,
                                Samples.COMMIT,
                                List.of(new BaseImage("docker.io/library/busybox:stable", Samples.DIGEST.value())))),
                new BuilderPod(
                                "team-a",
                                REGISTRY,
                                "10Gi",
                                true,
                                new SharedBuilderSettings(
                                        Samples.SETTINGS.image(),
                                        "docker.io/onggi/operator:0.1.0",
                                        Samples.SETTINGS.localhostProfile(),
                                        "onggi-system",
                                        4,
                                        Duration.ofMinutes(10),
                                        Samples.SETTINGS.deniedNetworks()))
                        .pod(List.of(), Samples.NOW));
    }

    @ParameterizedTest
    @MethodSource("pods")
    void shouldHaveNoTokenNoLinksAndLimits(Pod pod) {
        var spec = pod.getSpec();
        assertThat(spec.getAutomountServiceAccountToken()).isFalse();
        assertThat(spec.getEnableServiceLinks()).isFalse();
        assertThat(spec.getVolumes())
                .noneMatch(volume -> volume.getProjected() != null || volume.getHostPath() != null);
        assertThat(Stream.concat(spec.getInitContainers().stream(), spec.getContainers().stream()))
                .isNotEmpty()
                .allSatisfy(container -> {
                    assertThat(container.getResources().getLimits()).containsKeys("cpu", "memory", "ephemeral-storage");
                    assertThat(container.getSecurityContext().getPrivileged()).isNotEqualTo(true);
                });
    }

    private static BuildPlan plan(ImageBuild imageBuild) {
        return new BuildPlan(imageBuild, REGISTRY, Optional.empty(), Samples.SETTINGS);
    }
}
