package dev.onggi.operator.imagebuild.resource;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.onggi.api.v1alpha1.ImageBuild;
import dev.onggi.api.v1alpha1.PodSecurity;
import dev.onggi.operator.imagebuild.Samples;
import dev.onggi.operator.model.ImageUser;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WorkloadFactoryTest {

    @Test
    void shouldWaitAWhileOnlyWhenNoReadinessProbeTells() {
        assertThat(deployment("{}").getSpec().getMinReadySeconds()).isEqualTo(3);
        assertThat(deployment("{probes: {liveness: {tcpSocket: {port: 8080}}}}")
                        .getSpec()
                        .getMinReadySeconds())
                .isEqualTo(3);
        assertThat(deployment("{probes: {readiness: {tcpSocket: {port: 8080}}}}")
                        .getSpec()
                        .getMinReadySeconds())
                .isNull();
    }

    @Test
    void shouldAskTheContainerAsTheProbesSay() {
        // When
        var container = container("""
                {probes: {
                  readiness: {httpGet: {path: /ready, port: http, scheme: HTTP, httpHeaders: [{name: A, value: b}]}, periodSeconds: 1},
                  liveness: {exec: {command: [test, -f, /alive]}, failureThreshold: 5},
                  startup: {grpc: {port: 9000, service: shop}, timeoutSeconds: 2, initialDelaySeconds: 1, successThreshold: 1}}}
                """);

        // Then
        assertThat(container.get("readinessProbe")).isEqualTo(tree("""
                {"httpGet": {"path": "/ready", "port": "http", "scheme": "HTTP", "httpHeaders": [{"name": "A", "value": "b"}]}, "periodSeconds": 1}"""));
        assertThat(container.get("livenessProbe")).isEqualTo(tree("""
                {"exec": {"command": ["test", "-f", "/alive"]}, "failureThreshold": 5}"""));
        assertThat(container.get("startupProbe")).isEqualTo(tree("""
                {"grpc": {"port": 9000, "service": "shop"}, "timeoutSeconds": 2, "initialDelaySeconds": 1, "successThreshold": 1}"""));
    }

    @Test
    void shouldLeaveToTheClusterWhatTheSpecDoesNotSay() {
        // When
        var pod = deployment("{}").getSpec().getTemplate().getSpec();

        // Then
        var container = pod.getContainers().getFirst();
        assertThat(container.getSecurityContext()).isNull();
        assertThat(container.getReadinessProbe()).isNull();
        assertThat(pod.getServiceAccountName()).isNull();
        assertThat(pod.getRuntimeClassName()).isNull();
        assertThat(deployment("{}").getSpec().getStrategy()).isNull();
    }

    @Test
    void shouldComplyWithRestrictedWhenTheSpecSaysSo() {
        // When
        var container = container("""
                {securityContext: {runAsNonRoot: true, runAsUser: 1000, allowPrivilegeEscalation: false,
                  capabilities: {drop: [ALL]}, seccompProfile: {type: RuntimeDefault}}}
                """);

        // Then
        assertThat(container.get("securityContext")).isEqualTo(tree("""
                {"runAsNonRoot": true, "runAsUser": 1000, "allowPrivilegeEscalation": false,
                 "capabilities": {"drop": ["ALL"]}, "seccompProfile": {"type": "RuntimeDefault"}}"""));
    }

    @Test
    void shouldRestrictByDefaultAsFarAsTheImageCanRunWithIt() {
        assertThat(securityContext("{}", "10001:10001")).isEqualTo(tree("""
                {"runAsNonRoot": true, "allowPrivilegeEscalation": false,
                 "capabilities": {"drop": ["ALL"]}, "seccompProfile": {"type": "RuntimeDefault"}}"""));
        assertThat(securityContext("{}", "app:10001")).isEqualTo(tree("""
                {"allowPrivilegeEscalation": false,
                 "capabilities": {"drop": ["ALL"]}, "seccompProfile": {"type": "RuntimeDefault"}}"""));
        assertThat(securityContext("{}", "0:10001"))
                .isEqualTo(tree("{\"seccompProfile\": {\"type\": \"RuntimeDefault\"}}"));
        assertThat(deployment("{}").getSpec().getTemplate().getSpec().getSecurityContext())
                .isNull();
    }

    @Test
    void shouldTakeTheSpecsOwnRightsInThePlaceOfTheDefault() {
        assertThat(securityContext("{securityContext: {readOnlyRootFilesystem: true}}", "10001"))
                .isEqualTo(tree("{\"readOnlyRootFilesystem\": true}"));
    }

    @Test
    void shouldSayWhatIsNotRestrictedAndWhy() {
        assertThat(podSecurity("{}", "10001")).isEqualTo(new PodSecurity(true, null));
        assertThat(podSecurity("{}", "root"))
                .isEqualTo(
                        new PodSecurity(
                                false,
                                "Pod Security restricted refuses of these Pods: container app (runAsNonRoot, allowPrivilegeEscalation, capabilities.drop)"
                                        + "; the image runs as root: a number in its Dockerfile, such as USER 10001, changes that"));
        assertThat(podSecurity("{}", "app").message())
                .startsWith(
                        "Pod Security restricted refuses of these Pods: container app (runAsNonRoot); the image has its user, app, by name");
        assertThat(podSecurity("{}", null).message())
                .contains(
                        "container app (runAsNonRoot, allowPrivilegeEscalation, capabilities.drop, seccompProfile); who the image runs as is not known");
        assertThat(podSecurity(
                        "{securityContext: {runAsUser: 0, privileged: true, capabilities: {add: [NET_ADMIN]}}}",
                        "10001"))
                .isEqualTo(
                        new PodSecurity(
                                false,
                                "Pod Security restricted refuses of these Pods: container app (privileged, runAsNonRoot, runAsUser, allowPrivilegeEscalation, capabilities.drop, capabilities.add, seccompProfile)"));
    }

    @Test
    void shouldSayWhatElseOfThePodIsNotRestricted() {
        assertThat(podSecurity("""
                {ports: [{containerPort: 80, hostPort: 8080, protocol: TCP}], volumes: [
                  {name: host, mountPath: /host, hostPath: {path: /var/lib/shop}},
                  {name: data, mountPath: /data, emptyDir: {}, populateFromImage: true}]}
                """, "10001").message())
                .isEqualTo(
                        "Pod Security restricted refuses of these Pods: volume host (hostPath), volume onggi-image (image), "
                                + "container onggi-populate (runAsNonRoot, runAsUser, capabilities.add), container app (hostPort 8080)");
    }

    @Test
    void shouldEndTheOldPodFirstWhenThereIsAHostPort() {
        // When
        var deployment = deployment("{ports: [{containerPort: 80, hostPort: 8080, protocol: TCP}]}");

        // Then
        var rolling = deployment.getSpec().getStrategy().getRollingUpdate();
        assertThat(rolling.getMaxSurge().getIntVal()).isZero();
        assertThat(rolling.getMaxUnavailable().getIntVal()).isOne();
        assertThat(deployment
                        .getSpec()
                        .getTemplate()
                        .getSpec()
                        .getContainers()
                        .getFirst()
                        .getPorts()
                        .getFirst()
                        .getHostPort())
                .isEqualTo(8080);
    }

    @Test
    void shouldBeReachedAsTheSpecSays() {
        assertThat(serviceType("")).isEqualTo("ClusterIP");
        assertThat(serviceType(", service: {type: NodePort}")).isEqualTo("NodePort");
        assertThat(serviceType(", service: {type: LoadBalancer}")).isEqualTo("LoadBalancer");
    }

    @Test
    void shouldTakeVariablesAndFilesFromOtherObjects() {
        // When
        var template = deployment("""
                {envFrom: [{prefix: DB_, secretRef: {name: db}}, {configMapRef: {name: theme, optional: true}}],
                 volumes: [
                  {name: host, mountPath: /host, hostPath: {path: /var/lib/shop, type: Directory}, readOnly: true},
                  {name: data, mountPath: /data, persistentVolumeClaim: {claimName: shop}, subPath: files},
                  {name: theme, mountPath: /theme, configMap: {name: theme, optional: true}},
                  {name: keys, mountPath: /keys, secret: {name: keys}},
                  {name: tmp, mountPath: /tmp, emptyDir: {medium: Memory, sizeLimit: 10Mi}}]}
                """).getSpec().getTemplate().getSpec();

        // Then
        var container = template.getContainers().getFirst();
        assertThat(json(container.getEnvFrom())).isEqualTo(tree("""
                [{"prefix": "DB_", "secretRef": {"name": "db"}}, {"configMapRef": {"name": "theme", "optional": true}}]"""));
        assertThat(json(template.getVolumes())).isEqualTo(tree("""
                [{"name": "host", "hostPath": {"path": "/var/lib/shop", "type": "Directory"}},
                 {"name": "data", "persistentVolumeClaim": {"claimName": "shop"}},
                 {"name": "theme", "configMap": {"name": "theme", "optional": true}},
                 {"name": "keys", "secret": {"secretName": "keys"}},
                 {"name": "tmp", "emptyDir": {"medium": "Memory", "sizeLimit": "10Mi"}}]"""));
        assertThat(json(container.getVolumeMounts())).isEqualTo(tree("""
                [{"name": "host", "mountPath": "/host", "readOnly": true},
                 {"name": "data", "mountPath": "/data", "subPath": "files"},
                 {"name": "theme", "mountPath": "/theme"},
                 {"name": "keys", "mountPath": "/keys"},
                 {"name": "tmp", "mountPath": "/tmp"}]"""));
    }

    @Test
    void shouldEndTheOldPodFirstWhenAClaimIsForOneNode() {
        assertThat(surge("{size: 1Gi}")).isEqualTo(0);
        assertThat(surge("{size: 1Gi, accessMode: ReadWriteOncePod}")).isEqualTo(0);
        assertThat(surge("{size: 1Gi, accessMode: ReadWriteMany}")).isNull();
        assertThat(surge("{claimName: shop}")).isNull();
    }

    @Test
    void shouldGoOnWithTheProgramThatFilledTheVolumesWhenOnlyTheOperatorIsNew() {
        // Given
        var running = Optional.of(
                deployment("{volumes: [{name: data, mountPath: /data, emptyDir: {}, populateFromImage: true}]}"));

        // Then
        assertThat(PopulateContainer.image(running, "image", Samples.SETTINGS)).isEqualTo("populate");
        assertThat(PopulateContainer.image(running, "next image", Samples.SETTINGS))
                .isEqualTo(Samples.SETTINGS.fetchImage());
        assertThat(PopulateContainer.image(Optional.of(deployment("{}")), "image", Samples.SETTINGS))
                .isEqualTo(Samples.SETTINGS.fetchImage());
        assertThat(PopulateContainer.image(Optional.empty(), "image", Samples.SETTINGS))
                .isEqualTo(Samples.SETTINGS.fetchImage());
    }

    private static Integer surge(String claim) {
        var strategy = deployment(
                        "{volumes: [{name: data, mountPath: /data, persistentVolumeClaim: %s}]}".formatted(claim))
                .getSpec()
                .getStrategy();
        return strategy == null
                ? null
                : strategy.getRollingUpdate().getMaxSurge().getIntVal();
    }

    private static String serviceType(String more) {
        var fields = "rollout: {progressDeadline: 1m, deployment: {ports: [{containerPort: 80, protocol: TCP}]%s}}"
                .formatted(more);
        return WorkloadFactory.service(Samples.imageBuild(fields))
                .orElseThrow()
                .getSpec()
                .getType();
    }

    private static JsonNode securityContext(String template, String user) {
        var pod =
                deployment(template, ImageUser.of(user)).getSpec().getTemplate().getSpec();
        return json(pod.getContainers().getFirst().getSecurityContext());
    }

    private static PodSecurity podSecurity(String template, String user) {
        return workload(template, ImageUser.of(user)).podSecurity();
    }

    private static JsonNode container(String template) {
        return json(deployment(template)
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .getFirst());
    }

    private static Deployment deployment(String template) {
        return deployment(template, ImageUser.UNKNOWN);
    }

    private static Deployment deployment(String template, ImageUser user) {
        return workload(template, user).deployment();
    }

    private static Workload workload(String template, ImageUser user) {
        return WorkloadFactory.workload(
                imageBuild(template), new WorkloadImage("image", user, "populate"), Optional.empty());
    }

    private static ImageBuild imageBuild(String template) {
        return Samples.imageBuild("rollout: {progressDeadline: 1m, deployment: %s}".formatted(template));
    }

    private static JsonNode json(Object object) {
        return tree(Serialization.asJson(object));
    }

    private static JsonNode tree(String json) {
        return Serialization.unmarshal(json, JsonNode.class);
    }
}
