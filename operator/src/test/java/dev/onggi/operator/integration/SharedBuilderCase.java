package dev.onggi.operator.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.onggi.operator.TestClock;
import dev.onggi.operator.model.Digest;
import dev.onggi.operator.runner.TestRunner;
import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** ImageBuilds that share a builder: the operator, its objects and a real runner, without a node. */
abstract class SharedBuilderCase {

    static final String BUILDER = "onggi-builder";
    static final String ADDRESS = "127.0.0.1";
    static final String BUILT = "{\"steps\":3,\"cachedSteps\":2,\"metadata\":{\"containerimage.digest\":\"%s\"}}"
            .formatted(Digest.of("image"));

    final Team team = Team.create();

    @TempDir
    Path root;

    final TestClock clock = TestClock.going();
    RunningOperator operator;
    TestRunner runner;

    @BeforeEach
    void givenARegistry() {
        operator = RunningOperator.start(new RunningOperator.Settings(), clock);
        team.applySimpleRegistry();
    }

    @AfterEach
    void stop() {
        operator.close();
        if (runner != null) {
            runner.close();
        }
    }

    /** The kubelet has started the Pod, with the Secret that the operator made for it. */
    void startBuilder() {
        runner = TestRunner.start(root, ADDRESS, awaitSecret());
        runs();
    }

    void runs() {
        // again where the operator writes in the same moment, as the kubelet does
        await("status of the builder")
                .ignoreException(KubernetesClientException.class)
                .until(
                        () -> team.resource(Pod.class, BUILDER).editStatus(there -> {
                            there.setStatus(running());
                            return there;
                        }),
                        there -> there != null);
    }

    Secret awaitSecret() {
        var name = team.awaited(Pod.class, BUILDER).getSpec().getVolumes().stream()
                .filter(volume -> volume.getName().equals("tls"))
                .findFirst()
                .orElseThrow()
                .getSecret()
                .getSecretName();
        return team.awaited(Secret.class, name);
    }

    static PodStatus running() {
        return new PodStatusBuilder()
                .withPhase("Running")
                .withPodIP(ADDRESS)
                .addNewPodIP(ADDRESS)
                .withContainerStatuses(new ContainerStatusBuilder()
                        .withName("runner")
                        .withImage("image")
                        .withImageID("")
                        .withReady(true)
                        .withRestartCount(0)
                        .withState(new ContainerStateBuilder()
                                .withNewRunning()
                                .endRunning()
                                .build())
                        .build())
                .build();
    }

    void awaitCommands(String... commands) {
        awaitCommands(Duration.ofSeconds(10), commands);
    }

    void awaitCommands(Duration patience, String... commands) {
        await("commands")
                .atMost(patience)
                .untilAsserted(() -> assertThat(runner.commands()).containsExactlyInAnyOrder(commands));
    }

    String id(String name, int number) {
        var uid = team.imageBuild(name).getMetadata().getUid().replace("-", "");
        return "%s-%d-%s".formatted(name, number, uid.substring(0, 12));
    }

    static String imageBuild(String name) {
        return """
                apiVersion: onggi.dev/v1alpha1
                kind: ImageBuild
                metadata: {name: %s}
                spec: {source: {inline: {files: {Dockerfile: "FROM scratch"}}}, cache: {mode: Shared}}
                """.formatted(name);
    }
}
