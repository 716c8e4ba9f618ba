package dev.onggi.operator.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.onggi.api.v1alpha1.ImageBuild;
import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.operator.TestClock;
import dev.onggi.operator.model.Digest;
import dev.onggi.testbed.Kustomize;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.rbac.Subject;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The operator that looks after one namespace, under the rights that {@code deploy/overlays/one-namespace} gives. They are
 * given to an account of this test, for the other tests' operator has the cluster's.
 */
class OneNamespaceIT {

    private static final Path OVERLAY = Path.of("..", "deploy", "overlays", "one-namespace");
    private static final String ACCOUNT = "onggi-one-namespace";
    private static final String CLUSTER_READS = "onggi-reads-" + ACCOUNT;
    private static final Digest BUILT = Digest.of("built");
    private static final String USED_ELSEWHERE = "sha256:" + "a".repeat(64);

    /** What is not to happen would have happened by then: a step takes some ten milliseconds. */
    private static final Duration NOTHING_HAPPENS = Duration.ofMillis(700);

    private static final String APP = """
            apiVersion: onggi.dev/v1alpha1
            kind: ImageBuild
            metadata: {name: app}
            spec:
              source: {inline: {files: {Dockerfile: "FROM scratch"}}}
              cache: {mode: %s}
              rollout: {deployment: {replicas: 1, ports: [{containerPort: 8080}]}}
            """;

    private final Refusals refusals = new Refusals();
    private final TestClock clock = TestClock.going();
    private Team team;
    private Team stranger;
    private RunningOperator operator;

    @BeforeEach
    void start() {
        team = Team.create();
        stranger = Team.create();
        grant(team.namespace());
        operator = RunningOperator.start(
                ApiServer.account(ACCOUNT, refusals::attach),
                new RunningOperator.Settings(
                        Duration.ofSeconds(1), "onggi-node", Optional.of(List.of(team.namespace()))),
                clock);
    }

    @AfterEach
    void stop() {
        operator.close();
    }

    @Test
    void shouldBuildAndRollOutInItsNamespaceAndLeaveAnotherAlone() {
        // Given
        stranger.apply(registry("{}"));
        stranger.apply(APP.formatted("None"));
        team.applySimpleRegistry();

        // When
        team.apply(APP.formatted("None"));
        team.actors().starts("app-1-build");
        team.actors().builds("app-1-build", BUILT);
        team.actors().rollsOut("app");

        // Then
        var ready = team.awaitCondition(ImageBuild.class, "app", "Ready", "True Succeeded");
        assertThat(ready.message()).contains("runs on 1/1 pods of Deployment/app");
        assertThat(team.eventReasons("app")).contains("BuildStarted", "RolloutComplete");
        await().during(NOTHING_HAPPENS)
                .untilAsserted(() -> assertThat(stranger.list(Pod.class)).isEmpty());
        assertThat(stranger.events("app")).isEmpty();
        assertThat(stranger.registry("registry").getMetadata().getFinalizers()).isEmpty();
        assertThat(refusals.all()).isEmpty();
    }

    @Test
    void shouldShareABuilderInItsNamespace() {
        // Given
        team.applySimpleRegistry();

        // When
        team.apply(APP.formatted("Shared"));

        // Then
        team.awaited(Pod.class, "onggi-builder");
        team.awaitCondition(ImageBuild.class, "app", "Reconciling", "True BuilderStarting");
        assertThat(refusals.all()).isEmpty();
    }

    @Test
    void shouldSayThatNoOtherNamespaceIsServedAndServeItsOwn() {
        // When
        team.apply(registry("{namespaces: {}, nodes: {mode: None}}"));
        team.actors().rollsOut("registry-registry");

        // Then
        var stalled = team.awaitCondition(LocalRegistry.class, "registry", "Stalled", "True NamespacesNotWatched");
        assertThat(stalled.message())
                .contains("the registry serves namespace %s alone".formatted(team.namespace()), "kubectl patch lreg");
        team.awaitCondition(LocalRegistry.class, "registry", "Available", "True RegistryAvailable");

        // When
        team.apply(registry("{nodes: {mode: None}}"));

        // Then
        team.awaitCondition(LocalRegistry.class, "registry", "Ready", "True RegistryReady");
        assertThat(refusals.all()).isEmpty();
    }

    @Test
    void shouldRefuseARegistryOfAnotherNamespace() {
        // When
        team.apply(APP.formatted("None")
                + "  registryRef: {name: registry, namespace: %s}\n".formatted(stranger.namespace()));

        // Then
        var stalled = team.awaitCondition(ImageBuild.class, "app", "Stalled", "True RegistryAccessDenied");
        assertThat(stalled.message())
                .contains("ONGGI_WATCH_NAMESPACES: " + team.namespace(), "apply a LocalRegistry in namespace");
        assertThat(refusals.all()).isEmpty();
    }

    @Test
    void shouldDeleteNoImageThatAnotherNamespaceUsesAndNoneAtAllWhereItMayNotSee() {
        // Given
        stranger.apply("""
                apiVersion: v1
                kind: Pod
                metadata: {name: by-hand}
                spec: {containers: [{name: a, image: "elsewhere.example/app@%s"}]}
                """.formatted(USED_ELSEWHERE));
        team.applySimpleRegistry();
        team.awaitCondition(LocalRegistry.class, "registry", "Available", "True RegistryAvailable");

        // When
        clock.advanceTo(nextCollection());

        // Then
        await().untilAsserted(() -> assertThat(operator.gateway().requests())
                .singleElement()
                .satisfies(request -> assertThat(request.inUse()).contains(USED_ELSEWHERE)));
        assertThat(refusals.all()).isEmpty();

        // Given
        operator.gateway().collects(0, 0, 0);
        ApiServer.admin().rbac().clusterRoleBindings().withName(CLUSTER_READS).delete();

        // When
        clock.advanceTo(nextCollection());

        // Then
        var stalled = team.awaitCondition(LocalRegistry.class, "registry", "Stalled", "True UsedImagesUnreadable");
        assertThat(stalled.message())
                .startsWith("nothing is deleted")
                .contains("kubectl create clusterrolebinding onggi-reads");
        assertThat(operator.gateway().requests()).hasSize(1);
        assertThat(refusals.all()).contains("GET /api/v1/pods");
        team.awaitCondition(LocalRegistry.class, "registry", "Available", "True RegistryAvailable");

        // When
        grant(team.namespace());
        clock.advance(Duration.ofMinutes(5));

        // Then
        team.awaitCondition(LocalRegistry.class, "registry", "Ready", "True RegistryReady");
        assertThat(operator.gateway().requests()).hasSize(2);
    }

    private Instant nextCollection() {
        return await("promise of a collection")
                .until(
                        () -> Optional.ofNullable(
                                        team.registry("registry").getStatus().nextGarbageCollection())
                                .map(Instant::parse),
                        next -> next.filter(time -> time.isAfter(clock.instant()))
                                .isPresent())
                .orElseThrow();
    }

    private static String registry(String access) {
        return """
                apiVersion: onggi.dev/v1alpha1
                kind: LocalRegistry
                metadata: {name: registry}
                spec: {storage: {emptyDir: {}}, access: %s}
                """.formatted(access);
    }

    /** Gives the account what the overlay gives the operator, in a namespace of this test. */
    private static void grant(String namespace) {
        var admin = ApiServer.admin();
        var account = """
                apiVersion: v1
                kind: ServiceAccount
                metadata: {name: %s, namespace: onggi-system}
                """.formatted(ACCOUNT);
        ApiServer.apply(admin, admin.resource(account).item());
        for (var object : admin.resourceList(Kustomize.build(OVERLAY)).items()) {
            switch (object) {
                case ClusterRoleBinding binding -> give(binding, binding.getSubjects());
                case RoleBinding binding -> {
                    if (binding.getMetadata().getNamespace().equals("team-a")) {
                        binding.getMetadata().setNamespace(namespace);
                    }
                    give(binding, binding.getSubjects());
                }
                default -> {}
            }
        }
    }

    private static void give(HasMetadata binding, List<Subject> subjects) {
        binding.getMetadata().setName(binding.getMetadata().getName() + "-" + ACCOUNT);
        subjects.forEach(subject -> subject.setName(ACCOUNT));
        ApiServer.apply(ApiServer.admin(), binding);
    }
}
