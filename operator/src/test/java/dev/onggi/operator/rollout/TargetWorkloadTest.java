package dev.onggi.operator.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetWorkloadTest {

    private static final Map<String, Class<? extends HasMetadata>> KINDS = Map.of(
            "Deployment", Deployment.class,
            "StatefulSet", StatefulSet.class,
            "DaemonSet", DaemonSet.class,
            "CronJob", CronJob.class);

    private static final String TEMPLATE = "template: {spec: {containers: [{name: app, image: old}, {name: side}]}}";

    @ParameterizedTest
    @CsvSource({"apps/v1, Deployment", "apps/v1, StatefulSet", "apps/v1, DaemonSet", "batch/v1, CronJob"})
    void shouldNameOneFieldAndNothingElse(String apiVersion, String kind) {
        // Given
        var target = new TargetWorkload(workload(apiVersion, kind));
        var template = "{\"template\":{\"spec\":{\"containers\":[{\"image\":\"new\",\"name\":\"app\"}]}}}";
        var spec = kind.equals("CronJob") ? "{\"jobTemplate\":{\"spec\":%s}}".formatted(template) : template;

        // When
        var patch = Serialization.asJson(target.withImage("app", "new"));

        // Then
        assertThat(Serialization.unmarshal(patch, JsonNode.class))
                .isEqualTo(Serialization.unmarshal("""
                        {"apiVersion": "%s", "kind": "%s", "metadata": {"name": "web", "namespace": "team-a", "uid": "u"}, "spec": %s}
                        """.formatted(apiVersion, kind, spec), JsonNode.class));
        assertThat(target.containers()).containsExactly("app", "side");
        assertThat(target.image("app")).contains("old");
        assertThat(target.image("side")).isEmpty();
    }

    @Test
    void shouldNameTheOthersThatSetTheImage() {
        // Given
        var target = new TargetWorkload(workload("apps/v1", "StatefulSet"));

        // Then
        assertThat(target.otherManagers("app")).isEqualTo("argocd-controller");
        assertThat(target.isOurs("app")).isFalse();
        assertThat(target.otherManagers("side")).isEmpty();
        assertThat(target.isOurs("side")).isTrue();
    }

    private static HasMetadata workload(String apiVersion, String kind) {
        var spec =
                kind.equals("CronJob") ? "{jobTemplate: {spec: {%s}}}".formatted(TEMPLATE) : "{%s}".formatted(TEMPLATE);
        return Serialization.unmarshal("""
                apiVersion: %s
                kind: %s
                metadata:
                  name: web
                  namespace: team-a
                  uid: u
                  labels: {team: a}
                  managedFields:
                  - manager: argocd-controller
                    fieldsV1: {"f:spec": {"f:template": {"f:spec": {"f:containers": {'k:{"name":"app"}': {"f:image": {}, "f:name": {}}}}}}}
                  - manager: onggi-rollout
                    fieldsV1: {"f:spec": {"f:template": {"f:spec": {"f:containers": {'k:{"name":"side"}': {"f:image": {}}}}}}}
                  - manager: kube-controller-manager
                    fieldsV1: {"f:status": {}}
                spec: %s
                """.formatted(apiVersion, kind, spec), KINDS.get(kind));
    }
}
