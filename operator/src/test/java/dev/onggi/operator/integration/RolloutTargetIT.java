package dev.onggi.operator.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.onggi.api.v1alpha1.ImageBuild;
import dev.onggi.operator.model.Digest;
import dev.onggi.operator.rollout.TargetWorkload;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Workloads that belong to others, on an API server: one field, in the name of who may write it, and no fight. */
class RolloutTargetIT {

    private static final Digest FIRST = Digest.of("first");
    private static final Digest SECOND = Digest.of("second");
    private static final Duration NOTHING_HAPPENS = Duration.ofMillis(700);
    private static final String GIT = "kustomize-controller";

    private static final Map<String, Class<? extends HasMetadata>> KINDS = Map.of(
            "Deployment", Deployment.class,
            "StatefulSet", StatefulSet.class,
            "DaemonSet", DaemonSet.class,
            "CronJob", CronJob.class);

    private static RunningOperator operator;

    @BeforeAll
    static void start() {
        operator = RunningOperator.start();
    }

    @AfterAll
    static void stop() {
        operator.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Deployment", "StatefulSet", "DaemonSet", "CronJob"})
    void shouldWriteOneFieldOfWhatAnotherManagerOwns(String kind) {
        // Given
        var team = Team.create();
        team.applySimpleRegistry();
        grant(team, kind);
        var before = git(team, kind, "nginx:1");

        // When
        team.apply(app(kind, "", "FROM scratch"));
        team.actors().builds("app-1-build", FIRST);
        var after = await(kind + " has the image")
                .until(() -> team.get(KINDS.get(kind), "web"), now -> image(now).contains("@"));

        // Then
        assertThat(image(after)).isEqualTo(reference(team, FIRST));
        assertThat(withoutImage(after)).isEqualTo(withoutImage(before));
        assertThat(after.getMetadata().getLabels())
                .isEqualTo(before.getMetadata().getLabels());
        assertThat(annotations(after)).isEqualTo(annotations(before));
        assertThat(fields(after, "onggi-rollout")).as("what is ours").isEqualTo(tree(path(kind, """
                        {"k:{\\"name\\":\\"app\\"}": {".": {}, "f:image": {}, "f:name": {}}}""")));
        assertThat(fields(after, GIT))
                .as("what is Git's, less the image")
                .isEqualTo(withoutImageField(fields(before, GIT), kind));
    }

    @Test
    void shouldWriteNothingWhenARebuildGivesTheSameDigest() {
        // Given
        var team = Team.create();
        team.applySimpleRegistry();
        grant(team, "Deployment");
        git(team, "Deployment", "nginx:1");
        team.apply(app("Deployment", "", "FROM scratch"));
        team.actors().builds("app-1-build", FIRST);
        awaitImage(team, FIRST);
        team.actors().rollsOut("web");
        team.awaitCondition(ImageBuild.class, "app", "Ready", "True Succeeded");
        var version = team.get(Deployment.class, "web").getMetadata().getResourceVersion();

        // When
        team.apply(app("Deployment", "", "FROM scratch") + "  rebuild: again\n");
        team.actors().builds("app-2-build", FIRST);
        await().untilAsserted(() ->
                assertThat(team.imageBuild("app").getStatus().build().number()).isEqualTo(2));
        team.awaitCondition(ImageBuild.class, "app", "Ready", "True Succeeded");

        // Then
        assertThat(team.get(Deployment.class, "web").getMetadata().getResourceVersion())
                .isEqualTo(version);
        assertThat(team.eventReasons("app")).containsOnlyOnce("RolloutStarted", "RolloutComplete");
    }

    @Test
    void shouldStallWhenTheAccountMayNotAndGoOnWhenItMay() {
        // Given
        var team = Team.create();
        team.applySimpleRegistry();
        var before = git(team, "StatefulSet", "nginx:1");

        // When
        team.apply(app("StatefulSet", ", serviceAccountName: deployer", "FROM scratch"));
        team.actors().builds("app-1-build", FIRST);

        // Then
        var stalled = team.awaitCondition(ImageBuild.class, "app", "Stalled", "True RolloutForbidden");
        assertThat(stalled.message())
                .contains("the ServiceAccount deployer of namespace %s may not patch StatefulSet/web"
                        .formatted(team.namespace()))
                .contains("kubectl create role onggi-rollout-web -n " + team.namespace())
                .contains("--serviceaccount=%s:deployer".formatted(team.namespace()));
        assertThat(team.get(StatefulSet.class, "web").getMetadata().getResourceVersion())
                .isEqualTo(before.getMetadata().getResourceVersion());

        // When
        team.apply(grant("deployer", team.namespace(), "apps", "statefulsets"));
        team.apply(app("StatefulSet", ", serviceAccountName: deployer, progressDeadline: 9m", "FROM scratch"));

        // Then
        await().untilAsserted(() ->
                assertThat(image(team.get(StatefulSet.class, "web"))).isEqualTo(reference(team, FIRST)));
    }

    @Test
    void shouldHaveNoRightThroughAnAccountOfAnotherNamespace() {
        // Given: the account deployer of the other team may write the workload of this one; this team's own may not
        var other = Team.create();
        var team = Team.create();
        team.applySimpleRegistry();
        git(team, "Deployment", "nginx:1");
        team.apply(grant("deployer", other.namespace(), "apps", "deployments"));

        // When
        team.apply(app("Deployment", ", serviceAccountName: deployer", "FROM scratch"));
        team.actors().builds("app-1-build", FIRST);

        // Then
        team.awaitCondition(ImageBuild.class, "app", "Stalled", "True RolloutForbidden");
        assertThat(image(team.get(Deployment.class, "web"))).isEqualTo("nginx:1");
    }

    @Test
    void shouldGiveWayWhenAnotherManagerKeepsTakingTheFieldBack() {
        // Given
        var team = Team.create();
        team.applySimpleRegistry();
        grant(team, "Deployment");
        git(team, "Deployment", "nginx:1");
        team.apply(app("Deployment", "", "FROM scratch"));
        team.actors().builds("app-1-build", FIRST);
        awaitImage(team, FIRST);

        // When
        git(team, "Deployment", "nginx:2");
        awaitImage(team, FIRST);
        git(team, "Deployment", "nginx:3");
        awaitImage(team, FIRST);
        git(team, "Deployment", "nginx:4");

        // Then
        var stalled = team.awaitCondition(ImageBuild.class, "app", "Stalled", "True RolloutConflict");
        assertThat(stalled.message()).startsWith(GIT + " keeps setting the image of container app of Deployment/web");
        team.awaitCondition(ImageBuild.class, "app", "Ready", "False RolloutConflict");
        git(team, "Deployment", "nginx:5");
        await().during(NOTHING_HAPPENS)
                .untilAsserted(() ->
                        assertThat(image(team.get(Deployment.class, "web"))).isEqualTo("nginx:5"));
        assertThat(team.eventReasons("app")).containsOnlyOnce("RolloutConflict");

        // When
        team.apply(app("Deployment", ", progressDeadline: 9m", "FROM scratch"));

        // Then
        awaitImage(team, FIRST);
    }

    @Test
    void shouldFindTheWorkloadWhenItAppearsAfterTheImage() {
        // Given
        var team = Team.create();
        team.applySimpleRegistry();
        grant(team, "DaemonSet");
        team.apply(app("DaemonSet", "", "FROM scratch"));
        team.actors().builds("app-1-build", SECOND);
        team.awaitCondition(ImageBuild.class, "app", "Stalled", "True TargetNotFound");
        assertThat(team.get(DaemonSet.class, "web")).isNull();

        // When: with the image of a workload that is to wait for one
        git(team, "DaemonSet", " ");

        // Then
        await().untilAsserted(() ->
                assertThat(image(team.get(DaemonSet.class, "web"))).isEqualTo(reference(team, SECOND)));
    }

    private static void awaitImage(Team team, Digest digest) {
        await().untilAsserted(() ->
                assertThat(image(team.get(Deployment.class, "web"))).isEqualTo(reference(team, digest)));
    }

    private static String reference(Team team, Digest digest) {
        return "registry.%1$s.svc:5000/%1$s/app@%2$s".formatted(team.namespace(), digest);
    }

    /** The other manager applies its workload, by force, as GitOps tools do. */
    private static HasMetadata git(Team team, String kind, String image) {
        var template = """
                metadata: {labels: {app: web}}
                spec:
                  restartPolicy: %s
                  containers:
                  - {name: app, %s env: [{name: A, value: b}], resources: {limits: {memory: 64Mi}}}
                """.formatted(kind.equals("CronJob") ? "OnFailure" : "Always", "image: '%s',".formatted(image));
        var spec = switch (kind) {
            case "CronJob" -> "schedule: '0 3 * * *'\njobTemplate:\n  spec:\n    template:\n" + template.indent(6);
            case "StatefulSet" ->
                "serviceName: web\nreplicas: 2\nselector: {matchLabels: {app: web}}\ntemplate:\n" + template.indent(2);
            default -> "selector: {matchLabels: {app: web}}\ntemplate:\n" + template.indent(2);
        };
        HasMetadata workload = Serialization.unmarshal(
                """
                apiVersion: %s
                kind: %s
                metadata: {name: web, namespace: %s, labels: {team: a}, annotations: {note: "b"}}
                spec:
                %s
                """.formatted(kind.equals("CronJob") ? "batch/v1" : "apps/v1", kind, team.namespace(), spec.indent(2)),
                KINDS.get(kind));
        return ApiServer.admin()
                .resource(workload)
                .fieldManager(GIT)
                .forceConflicts()
                .serverSideApply();
    }

    private static void grant(Team team, String kind) {
        team.apply(grant(
                "default",
                team.namespace(),
                kind.equals("CronJob") ? "batch" : "apps",
                HasMetadata.getPlural(KINDS.get(kind))));
    }

    private static String grant(String account, String namespace, String group, String resource) {
        return """
                apiVersion: rbac.authorization.k8s.io/v1
                kind: Role
                metadata: {name: onggi-rollout-web}
                rules: [{apiGroups: [%s], resources: [%s], resourceNames: [web], verbs: [patch]}]
                ---
                apiVersion: rbac.authorization.k8s.io/v1
                kind: RoleBinding
                metadata: {name: onggi-rollout-web}
                roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: onggi-rollout-web}
                subjects: [{kind: ServiceAccount, name: %s, namespace: %s}]
                """.formatted(group, resource, account, namespace);
    }

    private static String app(String kind, String more, String dockerfile) {
        return """
                apiVersion: onggi.dev/v1alpha1
                kind: ImageBuild
                metadata: {name: app}
                spec:
                  source: {inline: {files: {Dockerfile: "%s"}}}
                  cache: {mode: None}
                  rollout: {target: {kind: %s, name: web}%s}
                """.formatted(dockerfile, kind, more);
    }

    private static String image(HasMetadata workload) {
        return new TargetWorkload(workload).image("app").orElse("");
    }

    private static String withoutImage(HasMetadata workload) {
        var spec = Serialization.unmarshal(Serialization.asJson(workload), JsonNode.class)
                .get("spec")
                .toString();
        return spec.replaceAll("\"image\":\"[^\"]*\",?", "");
    }

    /** Without the one that the API server itself counts up with each change of a DaemonSet's template. */
    private static Map<String, String> annotations(HasMetadata workload) {
        var annotations = new TreeMap<>(workload.getMetadata().getAnnotations());
        annotations.remove("deprecated.daemonset.template.generation");
        return annotations;
    }

    private static JsonNode fields(HasMetadata workload, String manager) {
        return workload.getMetadata().getManagedFields().stream()
                .filter(entry -> entry.getManager().equals(manager))
                .map(ManagedFieldsEntry::getFieldsV1)
                .map(fields -> Serialization.unmarshal(Serialization.asJson(fields), JsonNode.class))
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode withoutImageField(JsonNode fields, String kind) {
        var text = fields.toString();
        assertThat(text).as("%s of %s", kind, GIT).contains("\"f:image\":{}");
        return tree(text.replaceAll(",?\"f:image\":\\{}", ""));
    }

    private static String path(String kind, String containers) {
        var template = """
                {"f:spec": {"f:template": {"f:spec": {"f:containers": %s}}}}""".formatted(containers);
        return kind.equals("CronJob") ? """
                {"f:spec": {"f:jobTemplate": %s}}""".formatted(template) : template;
    }

    private static JsonNode tree(String json) {
        return Serialization.unmarshal(json, JsonNode.class);
    }
}
