package dev.onggi.operator.imagebuild.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.onggi.operator.imagebuild.Samples;
import dev.onggi.operator.model.ImageUser;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkloadTemplateTest {

    private static final String SIDECAR = """
            {template: {
              metadata: {labels: {team: a}, annotations: {example.com/scrape: "true"}},
              spec: {
                containers: [{name: proxy, image: "proxy:1", ports: [{containerPort: 9000}]}],
                initContainers: [{name: migrate, image: "migrate:1"}],
                volumes: [{name: cache, emptyDir: {}}],
                tolerations: [{key: gpu, operator: Exists}],
                nodeSelector: {pool: web},
                hostAliases: [{ip: 10.0.0.1, hostnames: [database]}],
                terminationGracePeriodSeconds: 5}}}
            """;

    @Test
    void shouldHaveBesideItsOwnWhatTheTemplateHas() {
        // When
        var workload = workload(SIDECAR);

        // Then
        assertThat(workload.conflicts()).isEmpty();
        var template = workload.deployment().getSpec().getTemplate();
        assertThat(template.getMetadata().getLabels())
                .containsEntry("team", "a")
                .containsEntry("onggi.dev/imagebuild", "hello");
        assertThat(template.getMetadata().getAnnotations()).containsEntry("example.com/scrape", "true");
        var pod = template.getSpec();
        assertThat(pod.getContainers()).extracting(Container::getName).containsExactly("app", "proxy");
        assertThat(pod.getContainers().getLast().getPorts().getFirst().getProtocol())
                .isEqualTo("TCP");
        assertThat(pod.getInitContainers()).extracting(Container::getName).containsExactly("migrate");
        assertThat(pod.getVolumes()).extracting(volume -> volume.getName()).containsExactly("cache");
        assertThat(pod.getTolerations().getFirst().getKey()).isEqualTo("gpu");
        assertThat(pod.getNodeSelector()).containsEntry("pool", "web");
        assertThat(pod.getHostAliases().getFirst().getHostnames()).containsExactly("database");
        assertThat(pod.getTerminationGracePeriodSeconds()).isEqualTo(5);
    }

    @Test
    void shouldBeWhatItWouldBeWithoutATemplateWhereTheTemplateSaysNothing() {
        assertThat(json(workload("{template: {metadata: {}, spec: {}}}").deployment()))
                .isEqualTo(json(workload("{}").deployment()));
    }

    @Test
    void shouldAddToTheContainerOfTheImage() {
        // When
        var workload = workload("""
                {env: [{name: A, value: a}], resources: {limits: {memory: 1Gi}},
                 volumes: [{name: data, mountPath: /data, emptyDir: {}}],
                 template: {spec: {containers: [{name: app,
                  env: [{name: B, value: b}], resources: {requests: {cpu: 1}},
                  volumeMounts: [{name: data, mountPath: /more}],
                  lifecycle: {preStop: {exec: {command: [sleep, "1"]}}}}]}}}
                """);

        // Then
        assertThat(workload.conflicts()).isEmpty();
        var app = json(container(workload));
        assertThat(app.get("env"))
                .isEqualTo(tree("[{\"name\": \"A\", \"value\": \"a\"}, {\"name\": \"B\", \"value\": \"b\"}]"));
        assertThat(app.get("resources"))
                .isEqualTo(tree("{\"limits\": {\"memory\": \"1Gi\"}, \"requests\": {\"cpu\": \"1\"}}"));
        assertThat(app.get("volumeMounts"))
                .isEqualTo(
                        tree(
                                "[{\"name\": \"data\", \"mountPath\": \"/data\"}, {\"name\": \"data\", \"mountPath\": \"/more\"}]"));
        assertThat(app.at("/lifecycle/preStop/exec/command/0").asText()).isEqualTo("sleep");
    }

    @Test
    void shouldKeepItsOwnAndNameThePathWhereBothSaySomething() {
        // When
        var workload = workload("""
                {runtimeClassName: kata, env: [{name: A, value: a}], ports: [{containerPort: 80, protocol: TCP}],
                 envFrom: [{configMapRef: {name: theme}}],
                 probes: {readiness: {httpGet: {path: /, port: 80, scheme: HTTP}}},
                 volumes: [{name: data, mountPath: /data, emptyDir: {}}],
                 template: {metadata: {labels: {onggi.dev/imagebuild: other}}, spec: {
                  runtimeClassName: gvisor,
                  volumes: [{name: data, configMap: {name: theme}}],
                  containers: [{name: app, image: "evil:1", imagePullPolicy: IfNotPresent,
                   env: [{name: A, valueFrom: {fieldRef: {fieldPath: metadata.name}}}],
                   envFrom: [{secretRef: {name: keys}}],
                   ports: [{containerPort: 80, hostPort: 80}],
                   readinessProbe: {exec: {command: ["true"]}}}]}}}
                """);

        // Then
        assertThat(workload.conflicts())
                .containsExactlyInAnyOrder(
                        "spec.template.metadata.labels[onggi.dev/imagebuild]",
                        "spec.template.spec.runtimeClassName",
                        "spec.template.spec.volumes[name=data]",
                        "spec.template.spec.containers[name=app].image",
                        "spec.template.spec.containers[name=app].env[name=A]",
                        "spec.template.spec.containers[name=app].envFrom",
                        "spec.template.spec.containers[name=app].ports[containerPort=80,protocol=TCP]",
                        "spec.template.spec.containers[name=app].readinessProbe");
        var app = json(container(workload));
        assertThat(app.get("image").asText()).isEqualTo("image");
        assertThat(app.get("env")).isEqualTo(tree("[{\"name\": \"A\", \"value\": \"a\"}]"));
        assertThat(app.get("readinessProbe").has("exec")).isFalse();
        assertThat(json(workload.deployment().getSpec().getTemplate().getSpec().getVolumes()))
                .isEqualTo(tree("[{\"name\": \"data\", \"emptyDir\": {}}]"));
    }

    @Test
    void shouldHandOnWhatOnlyTheApiServerCanKnow() {
        // When
        var pod = json(workload("{template: {spec: {fieldOfTomorrow: {a: 1}}}}")
                .deployment()
                .getSpec()
                .getTemplate()
                .getSpec());

        // Then
        assertThat(pod.at("/fieldOfTomorrow/a").asInt()).isOne();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{tolerations: {key: gpu}}                                  | .spec.tolerations          | .spec.tolerations",
                "{hostNetwork: 'true'}                                      | .spec.hostNetwork          | .spec.hostNetwork",
                "{containers: [{name: a}, {name: app, env: [{name: PIN, value: 4711}]}]} | .spec.containers[1].env[0].value | .spec.containers.env.value",
            })
    void shouldRefuseWhatIsOfAnotherTypeWithoutSayingWhatItIs(String spec, String place, String explained) {
        // When
        var failure = catchThrowableOfType(
                UnfitTemplateException.class, () -> workload("{template: {spec: %s}}".formatted(spec)));

        // Then
        assertThat(failure)
                .hasMessage(
                        "rollout.deployment.template%s is of another type than a Pod has there; see kubectl explain deployment.spec.template%s",
                        place, explained);
    }

    @Test
    void shouldCountWhatTheTemplateBringsWhenItSaysHowFarThePodsAreRestricted() {
        assertThat(workload("{}").podSecurity().restricted()).isTrue();
        assertThat(workload(SIDECAR).podSecurity().message())
                .contains("container migrate (runAsNonRoot, ")
                .contains("container proxy (runAsNonRoot, ")
                .doesNotContain("container app");
        assertThat(workload("{template: {spec: {hostNetwork: true}}}")
                        .podSecurity()
                        .message())
                .isEqualTo("Pod Security restricted refuses of these Pods: hostNetwork");
    }

    @Test
    void shouldEndTheOldPodFirstWhenTheTemplateHasAHostPort() {
        // When
        var workload = workload(
                "{template: {spec: {containers: [{name: proxy, image: proxy, ports: [{containerPort: 80, hostPort: 80}]}]}}}");

        // Then
        assertThat(workload.deployment()
                        .getSpec()
                        .getStrategy()
                        .getRollingUpdate()
                        .getMaxSurge()
                        .getIntVal())
                .isZero();
    }

    private static Container container(Workload workload) {
        return workload.deployment()
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .getFirst();
    }

    private static Workload workload(String template) {
        return WorkloadFactory.workload(
                Samples.imageBuild("rollout: {progressDeadline: 1m, deployment: %s}".formatted(template)),
                new WorkloadImage("image", ImageUser.of("10001"), "populate"),
                Optional.empty());
    }

    private static JsonNode json(Object object) {
        return tree(Serialization.asJson(object));
    }

    private static JsonNode tree(String json) {
        return Serialization.unmarshal(json, JsonNode.class);
    }
}
