package dev.onggi.operator.imagebuild.resource;

import static dev.onggi.api.v1alpha1.BuildEngine.AUTO;
import static dev.onggi.api.v1alpha1.BuildEngine.NESTED_USER_NAMESPACE;
import static dev.onggi.api.v1alpha1.BuildEngine.ROOTLESS;
import static dev.onggi.api.v1alpha1.BuildEngine.USER_NAMESPACE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.api.v1alpha1.BuildEngine;
import dev.onggi.operator.imagebuild.Samples;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class EngineTest {

    @Test
    void shouldTryTheStrictestFirstWhenNothingIsSaid() {
        assertThat(Engine.candidates(AUTO, false)).containsExactly(NESTED_USER_NAMESPACE, USER_NAMESPACE, ROOTLESS);
        assertThat(Engine.candidates(null, false)).isEqualTo(Engine.candidates(AUTO, false));
    }

    @Test
    void shouldTryTheOneThatNeedsNoUserNamespaceFirstWhenNodesHaveNone() {
        assertThat(Engine.candidates(AUTO, true)).containsExactly(ROOTLESS, NESTED_USER_NAMESPACE, USER_NAMESPACE);
    }

    @Test
    void shouldTryNoOtherThanTheOneThatIsWanted() {
        assertThat(Engine.candidates(USER_NAMESPACE, true)).containsExactly(USER_NAMESPACE);
    }

    @Test
    void shouldAddOneCapabilityInsideTheUserNamespaceAndKeepTheDefaultProfile() {
        // When
        var pod = pod(USER_NAMESPACE);

        // Then
        var allowed = pod.getSpec().getContainers().getFirst().getSecurityContext();
        assertThat(pod.getSpec().getHostUsers()).isFalse();
        assertThat(allowed.getCapabilities().getAdd()).containsExactly("SYS_ADMIN");
        assertThat(allowed.getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
        assertThat(allowed.getPrivileged()).isNull();
        assertThat(environment(pod)).containsEntry("ONGGI_ENGINE", "UserNamespace");
    }

    @Test
    void shouldBeNoRootAndHaveItsStateAtItsHomeWhenItIsRootless() {
        // When
        var pod = pod(ROOTLESS);

        // Then
        var build = pod.getSpec().getContainers().getFirst();
        assertThat(pod.getSpec().getHostUsers()).isNull();
        assertThat(pod.getSpec().getSecurityContext().getFsGroup()).isEqualTo(1000);
        assertThat(build.getImage()).endsWith("-rootless");
        assertThat(build.getSecurityContext().getRunAsUser()).isEqualTo(1000);
        assertThat(build.getSecurityContext().getRunAsNonRoot()).isTrue();
        assertThat(build.getSecurityContext().getCapabilities()).isNull();
        assertThat(build.getVolumeMounts())
                .extracting(mount -> mount.getMountPath())
                .contains("/home/user/.local/share/buildkit")
                .doesNotContain("/root/.local/share/buildkit");
        assertThat(environment(pod)).containsEntry("ONGGI_HOME", "/home/user");
    }

    @Test
    void shouldKeepContainersThatFetchWithoutPrivilegeWhateverTheEngineIs() {
        for (var engine : new BuildEngine[] {NESTED_USER_NAMESPACE, USER_NAMESPACE, ROOTLESS}) {
            var fetch = pod(engine).getSpec().getInitContainers().getFirst().getSecurityContext();
            assertThat(fetch).as("%s", engine.text()).isEqualTo(BuildPodFactory.withoutPrivilege());
        }
    }

    private static Pod pod(BuildEngine engine) {
        var plan = new BuildPlan(
                Samples.imageBuild(Samples.GIT),
                PushTarget.of(Samples.registry("registry"), "team-a"),
                Optional.empty(),
                Samples.SETTINGS);
        return BuildPodFactory.pod(plan, 1, new PodShape(engine, Optional.empty()));
    }

    private static Map<String, String> environment(Pod pod) {
        return pod.getSpec().getContainers().getFirst().getEnv().stream()
                .collect(Collectors.toMap(EnvVar::getName, EnvVar::getValue));
    }
}
