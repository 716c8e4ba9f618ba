package dev.onggi.operator.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.api.v1alpha1.ImageBuild;
import io.fabric8.kubernetes.api.model.Pod;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which engine is taken under which policy: the admission is the API server's own. */
class EngineIT {

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
    @CsvSource({
        "baseline, Auto, NestedUserNamespace",
        "privileged, Auto, NestedUserNamespace",
        "baseline, NestedUserNamespace, NestedUserNamespace",
        "privileged, UserNamespace, UserNamespace",
        "privileged, Rootless, Rootless"
    })
    void shouldBuildWithTheEngineThatPodSecurityAdmits(String level, String wanted, String taken) {
        // Given
        var team = Team.create(level);
        team.applySimpleRegistry();

        // When
        team.apply(app(wanted));

        // Then
        team.awaitCondition(ImageBuild.class, "app", "Reconciling", "True BuildStarted");
        assertThat(team.imageBuild("app").getStatus().build().engine()).isEqualTo(taken);
        assertThat(team.list(Pod.class)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "restricted, Auto, 'builds need Pod Security baseline', baseline",
        "baseline, UserNamespace, 'engine UserNamespace needs Pod Security privileged', privileged",
        "baseline, Rootless, 'engine Rootless needs Pod Security privileged', privileged"
    })
    void shouldQuoteTheRefusalAndSayWhatHelps(String level, String wanted, String advice, String needed) {
        // Given
        var team = Team.create(level);
        team.applySimpleRegistry();

        // When
        team.apply(app(wanted));

        // Then
        var stalled = team.awaitCondition(ImageBuild.class, "app", "Stalled", "True PodDenied");
        assertThat(stalled.message())
                .contains(
                        "violates PodSecurity \"%s:latest\"".formatted(level),
                        advice,
                        "kubectl label ns %s --overwrite pod-security.kubernetes.io/enforce=%s"
                                .formatted(team.namespace(), needed));
        assertThat(team.list(Pod.class)).isEmpty();
        assertThat(team.eventReasons("app")).contains("PodDenied");
    }

    @Test
    void shouldTakeTheNextEngineWhenAPolicyRefusesTheStrictest() {
        // Given: a cluster that wants the runtime's profile on every container
        var team = Team.create("privileged");
        team.applySimpleRegistry();
        forbid(
                team,
                "no-localhost-profiles",
                "!object.spec.containers.exists(c, has(c.securityContext.seccompProfile)"
                        + " && c.securityContext.seccompProfile.type == 'Localhost')");

        // When
        team.apply(app("Auto"));

        // Then
        team.awaitCondition(ImageBuild.class, "app", "Reconciling", "True BuildStarted");
        assertThat(team.imageBuild("app").getStatus().build().engine()).isEqualTo("UserNamespace");
    }

    @Test
    void shouldTakeTheLastEngineWhenAPolicyAdmitsNoUserNamespaces() {
        // Given
        var team = Team.create("privileged");
        team.applySimpleRegistry();
        forbid(team, "no-user-namespaces", "!has(object.spec.hostUsers) || object.spec.hostUsers");

        // When
        team.apply(app("Auto"));

        // Then
        team.awaitCondition(ImageBuild.class, "app", "Reconciling", "True BuildStarted");
        assertThat(team.imageBuild("app").getStatus().build().engine()).isEqualTo("Rootless");
    }

    /** A policy for Pods of builds of this namespace, in force when it is there. */
    private static void forbid(Team team, String name, String expression) {
        team.applyToCluster("""
                apiVersion: admissionregistration.k8s.io/v1
                kind: ValidatingAdmissionPolicy
                metadata: {name: %1$s}
                spec:
                  matchConstraints:
                    resourceRules: [{apiGroups: [""], apiVersions: [v1], operations: [CREATE], resources: [pods]}]
                  validations: [{expression: "%2$s", message: "%1$s"}]
                ---
                apiVersion: admissionregistration.k8s.io/v1
                kind: ValidatingAdmissionPolicyBinding
                metadata: {name: %1$s}
                spec:
                  policyName: %1$s
                  validationActions: [Deny]
                  matchResources: {namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: %3$s}}}
                """.formatted(name, expression, team.namespace()));
        team.awaitRefusal(name, """
                apiVersion: v1
                kind: Pod
                metadata: {name: refused}
                spec:
                  hostUsers: false
                  containers:
                  - name: a
                    image: a
                    securityContext: {seccompProfile: {type: Localhost, localhostProfile: a.json}}
                """);
    }

    private static String app(String engine) {
        return """
                apiVersion: onggi.dev/v1alpha1
                kind: ImageBuild
                metadata: {name: app}
                spec:
                  source: {inline: {files: {Dockerfile: FROM scratch}}}
                  cache: {mode: None}
                  builder: {engine: %s}
                """.formatted(engine);
    }
}
