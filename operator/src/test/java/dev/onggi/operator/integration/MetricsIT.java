package dev.onggi.operator.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.onggi.api.v1alpha1.ImageBuild;
import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.operator.TestClock;
import dev.onggi.operator.metrics.Dashboard;
import dev.onggi.operator.metrics.Metric;
import dev.onggi.operator.model.Digest;
import dev.onggi.testbed.Promql;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What Prometheus gets of a life in which everything happens, and what the dashboard shows of it. */
class MetricsIT {

    private static final String FIRST_COMMIT = "a".repeat(40);
    private static final String OTHER_COMMIT = "b".repeat(40);
    private static final String LAST_COMMIT = "c".repeat(40);
    private static final long MEBIBYTE = 1024 * 1024;

    private final NodeAgentPods agents = new NodeAgentPods(ApiServer.admin());
    private TestClock clock;
    private RunningOperator operator;
    private Team team;

    @BeforeEach
    void start() {
        clock = TestClock.going();
        operator = RunningOperator.start(new RunningOperator.Settings(Duration.ofSeconds(1), "onggi-node"), clock);
        team = Team.create();
    }

    @AfterEach
    void stop() {
        agents.gone("node-1");
        operator.close();
    }

    @Test
    void shouldAnswerEveryQueryOfTheDashboard() {
        // Given
        agents.inspected("node-1", NodeAgentPods.WORKS);
        team.apply("""
                apiVersion: onggi.dev/v1alpha1
                kind: LocalRegistry
                metadata: {name: registry}
                spec: {storage: {emptyDir: {}}}
                """);
        team.actors().rollsOut("registry-registry");
        team.actors().runsRegistryPod("registry");
        team.actors().pullsCanary("registry");
        team.awaitCondition(LocalRegistry.class, "registry", "Ready", "True RegistryReady");
        team.apply(app());
        build("app", 1, FIRST_COMMIT);
        breaks(1);
        collect(1);
        collect(2);
        finds(1, OTHER_COMMIT);
        var before = operator.scrape();

        // When
        build("app", 2, OTHER_COMMIT);
        breaks(2);
        collect(3);
        finds(2, LAST_COMMIT);
        team.awaited(Pod.class, "app-3-build");
        var after = operator.scrape();

        // Then
        var answers = new Promql(
                        Map.of("job", "onggi-operator-metrics", "namespace", "onggi-system"),
                        List.of(new Promql.Scrape(0, before), new Promql.Scrape(60, after)))
                .evaluate(Dashboard.expressions());
        assertThat(answers).hasSizeGreaterThan(20).allSatisfy((expression, answer) -> {
            assertThat(answer.error()).as(expression).isNull();
            assertThat(answer.metrics()).as(expression).isNotEmpty();
            assertThat(answer.samples())
                    .as(expression)
                    .isNotEmpty()
                    .anyMatch(sample -> Double.isFinite(Double.parseDouble(sample.value())));
        });
        assertThat(after)
                .contains(
                        sample(Metric.BUILDS_ENDED, "cache=\"None\",reason=\"Succeeded\",result=\"Succeeded\"", "2.0"),
                        sample(
                                Metric.BUILDS_ENDED,
                                "cache=\"None\",reason=\"ContextNotFound\",result=\"Failed\"",
                                "2.0"),
                        sample(Metric.ROLLOUTS_ENDED, "result=\"Complete\"", "2.0"),
                        sample(Metric.TRIGGERS_FIRED, "trigger=\"NewCommit\"", "2.0"),
                        sample(
                                Metric.NODES,
                                "can_pull=\"yes\",namespace=\"%s\",registry=\"registry\"".formatted(team.namespace()),
                                "1.0"),
                        sample(
                                Metric.FREED,
                                "namespace=\"%s\",registry=\"registry\"".formatted(team.namespace()),
                                Double.toString(5 * MEBIBYTE)));
    }

    private static String sample(Metric metric, String labels, String value) {
        return "%s{%s,} %s\n".formatted(metric.prometheusName(), labels, value);
    }

    private static String app() {
        return """
                apiVersion: onggi.dev/v1alpha1
                kind: ImageBuild
                metadata: {name: app}
                spec:
                  source: {git: {url: 'https://git.example.com/team/app.git', revision: main}}
                  triggers: {git: {interval: 5m}}
                  cache: {mode: None}
                  rollout: {deployment: {replicas: 1}}
                """;
    }

    /** A build of a commit goes well, and its image is rolled out. */
    private void build(String name, int number, String commit) {
        pod(
                "%s-%d-build".formatted(name, number),
                "Succeeded",
                List.of(ended("fetch", 0, commit + "\nKim Minji\nSay hello")),
                List.of(ended("build", 0, """
                        {"steps":5,"cachedSteps":2,"pushSeconds":1.5,"metadata":{"containerimage.digest":"%s"}}""".formatted(Digest.of(commit)))));
        team.awaitCondition(ImageBuild.class, name, "Pushed", "True Pushed");
        await().until(() -> team.imageBuild(name)
                .getStatus()
                .image()
                .digest()
                .equals(Digest.of(commit).value()));
        await().ignoreException(KubernetesClientException.class).untilAsserted(() -> {
            team.actors().rollsOut(name);
            assertThat(team.imageBuild(name).getStatus().history().getFirst().rollout())
                    .isEqualTo("Complete");
        });
    }

    /** A build fails. */
    private void breaks(int number) {
        team.apply("""
                apiVersion: onggi.dev/v1alpha1
                kind: ImageBuild
                metadata: {name: broken}
                spec:
                  source: {inline: {files: {Dockerfile: "FROM scratch"}}}
                  cache: {mode: None}
                  rebuild: "%d"
                """.formatted(number));
        pod(
                "broken-%d-build".formatted(number),
                "Failed",
                List.of(),
                List.of(ended("build", 1, "reason=ContextNotFound\nexit=1\n\ncontextDir \"app\" is not a directory")));
        await().until(() -> team.imageBuild("broken").getStatus().build().number() == number
                && "Failed".equals(team.imageBuild("broken").getStatus().build().result()));
    }

    /** The watch has found a commit. */
    private void finds(int number, String commit) {
        pod("app-watch", "Succeeded", List.of(), List.of(ended("git", 0, commit + "\n")));
        await().until(() -> {
            var trigger = team.imageBuild("app").getStatus().trigger();
            return trigger != null && trigger.afterBuild() == number;
        });
    }

    /** Garbage is collected. */
    private void collect(int number) {
        clock.advanceTo(await().until(
                        () -> Instant.parse(Objects.requireNonNullElse(
                                team.registry("registry").getStatus().nextGarbageCollection(),
                                Instant.EPOCH.toString())),
                        time -> time.isAfter(clock.instant())));
        await().until(() -> operator.gateway().requests().size() == number);
        operator.gateway().collects(1, 2, number * MEBIBYTE);
        await().until(() -> {
            var last = team.registry("registry").getStatus().lastGarbageCollection();
            return last != null && Long.valueOf(number * MEBIBYTE).equals(last.freedBytes());
        });
    }

    private void pod(String name, String phase, List<ContainerStatus> first, List<ContainerStatus> then) {
        team.awaited(Pod.class, name);
        await().ignoreException(KubernetesClientException.class)
                .until(
                        () -> team.resource(Pod.class, name).editStatus(pod -> {
                            pod.setStatus(new PodStatusBuilder()
                                    .withPhase(phase)
                                    .withInitContainerStatuses(first)
                                    .withContainerStatuses(then)
                                    .build());
                            return pod;
                        }),
                        Objects::nonNull);
    }

    private static ContainerStatus ended(String name, int code, String told) {
        var now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        return new ContainerStatusBuilder()
                .withName(name)
                .withImage("image")
                .withImageID("")
                .withReady(false)
                .withRestartCount(0)
                .withNewState()
                .withNewTerminated()
                .withExitCode(code)
                .withReason(code == 0 ? "Completed" : "Error")
                .withStartedAt(now.minusSeconds(4).toString())
                .withFinishedAt(now.toString())
                .withMessage(told)
                .endTerminated()
                .endState()
                .build();
    }
}
