package dev.onggi.operator.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.api.v1alpha1.LocalRegistryStatus.GarbageCollection;
import dev.onggi.operator.TestClock;
import dev.onggi.operator.gateway.api.CollectionRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When garbage is collected, as the days go by; the gateway is one that a test leads. */
class RetentionIT {

    private static final RunningOperator.Settings OFTEN =
            new RunningOperator.Settings(Duration.ofSeconds(1), "onggi-node");
    private static final String USED_DIGEST = "sha256:" + "a".repeat(64);
    private static final String OLD_DIGEST = "sha256:" + "b".repeat(64);
    private static final String STATEFUL_DIGEST = "sha256:" + "c".repeat(64);
    private static final String REVISION_DIGEST = "sha256:" + "d".repeat(64);
    private static final String PULLED_DIGEST = "sha256:" + "e".repeat(64);

    private TestClock clock;
    private RunningOperator operator;
    private Team team;

    @BeforeEach
    void start() {
        clock = TestClock.going();
        operator = RunningOperator.start(OFTEN, clock);
        team = Team.create();
    }

    @AfterEach
    void stop() {
        operator.close();
    }

    @Test
    void shouldTellFirstAndDeleteTheNextTimeWhenTheRulesAreNew() {
        // Given
        applyRegistry("{}");

        // When
        clock.advanceTo(next());
        var dryRun = request(1);
        operator.gateway().collects(1, 2, 3 * 1024 * 1024, "team-a/app:old");

        // Then
        assertThat(dryRun.dryRun()).isTrue();
        assertThat(dryRun.keepTags()).isEqualTo(10);
        assertThat(dryRun.untaggedAfterSeconds()).isEqualTo(86_400);
        var told = collected("DryRun");
        assertThat(told.candidates()).containsExactly("team-a/app:old");
        assertThat(told.message()).contains("the next one deletes");

        // When
        clock.advanceTo(next());
        var real = request(2);
        operator.gateway().collects(1, 2, 3 * 1024 * 1024);

        // Then
        assertThat(real.dryRun()).isFalse();
        var deleted = collected("Schedule");
        assertThat(deleted.freedBytes()).isEqualTo(3 * 1024 * 1024);
        assertThat(team.events("registry").stream()
                        .filter(event -> event.getReason().equals("GarbageCollected"))
                        .map(event -> event.getNote().replaceAll(";.*", "")))
                .containsExactlyInAnyOrder(
                        "dry run, would be deleted: 1 tag, 2 manifests, 3Mi freed, 2 images kept because they are in use",
                        "deleted: 1 tag, 2 manifests, 3Mi freed, 2 images kept because they are in use (Schedule)");
    }

    @Test
    void shouldTellFirstAgainWhenTheRulesChange() {
        // Given
        applyRegistry("{}");
        clock.advanceTo(next());
        request(1);
        operator.gateway().collects(0, 0, 0);
        collected("DryRun");

        // When
        applyRegistry("{keepTags: 3}");
        clock.advanceTo(next());

        // Then
        assertThat(request(2).dryRun()).isTrue();
    }

    @Test
    void shouldNameEverythingThatTheClusterUsesInAnyNamespace() {
        // Given
        var host = "registry." + team.namespace() + ".svc:5000";
        var other = Team.create();
        other.apply("""
                apiVersion: apps/v1
                kind: ReplicaSet
                metadata: {name: older-revision}
                spec:
                  replicas: 0
                  selector: {matchLabels: {app: a}}
                  template:
                    metadata: {labels: {app: a}}
                    spec: {containers: [{name: a, image: "%1$s/app@%2$s"}]}
                ---
                apiVersion: batch/v1
                kind: CronJob
                metadata: {name: nightly}
                spec:
                  schedule: "0 0 * * *"
                  jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: a, image: "%1$s/job:3"}]}}}}
                ---
                apiVersion: apps/v1
                kind: StatefulSet
                metadata: {name: database}
                spec:
                  serviceName: database
                  selector: {matchLabels: {app: b}}
                  template:
                    metadata: {labels: {app: b}}
                    spec: {containers: [{name: a, image: "%1$s/database:7@%3$s"}]}
                ---
                apiVersion: apps/v1
                kind: ControllerRevision
                metadata: {name: database-1}
                revision: 1
                data: {spec: {template: {spec: {containers: [{name: a, image: "%1$s/database@%4$s"}]}}}}
                """.formatted(host, OLD_DIGEST, STATEFUL_DIGEST, REVISION_DIGEST));
        team.apply("""
                apiVersion: v1
                kind: Pod
                metadata: {name: by-hand}
                spec:
                  initContainers: [{name: i, image: "%1$s/init"}]
                  containers: [{name: a, image: "elsewhere.example/app@%2$s"}]
                """.formatted(host, USED_DIGEST));
        team.actors().pulled("by-hand", host + "/init@" + PULLED_DIGEST);
        applyRegistry("{}");

        // When
        clock.advanceTo(next());
        var request = request(1);

        // Then
        assertThat(request.inUse()).contains(USED_DIGEST, OLD_DIGEST, STATEFUL_DIGEST, REVISION_DIGEST, PULLED_DIGEST);
        assertThat(request.inUseTags()).containsExactly("database:7", "init:latest", "job:3");
    }

    @Test
    void shouldAskAgainWhenTheGatewayWasRestartedMeanwhile() {
        // Given
        applyRegistry("{}");
        clock.advanceTo(next());
        request(1);

        // When
        operator.gateway().restarts();

        // Then
        assertThat(request(2).id()).isEqualTo(request(1).id());
    }

    @Test
    void shouldTryAgainTenMinutesLaterWhenItBrokeOff() {
        // Given
        applyRegistry("{}");
        clock.advanceTo(next());
        request(1);

        // When
        operator.gateway().breaksOff("the disk is gone");
        var failed = collected("DryRun");

        // Then
        assertThat(failed.result()).isEqualTo("Failed");
        assertThat(failed.message()).isEqualTo("the disk is gone; it is tried again");
        assertThat(next()).isEqualTo(Instant.parse(failed.time()).plus(Duration.ofMinutes(10)));
        assertThat(team.eventReasons("registry")).contains("GarbageCollectionFailed");

        // When
        clock.advanceTo(next());

        // Then
        assertThat(request(2).dryRun()).isTrue();
    }

    @Test
    void shouldCollectNothingWhenSuspended() {
        // Given
        applyRegistry("{}");
        next();
        team.apply(registry("{}") + "  suspend: true\n");
        await().until(() -> team.registry("registry").getStatus().nextGarbageCollection() == null);

        // When
        clock.advance(Duration.ofDays(2));

        // Then
        await().during(Duration.ofSeconds(3))
                .atMost(Duration.ofSeconds(6))
                .until(() -> operator.gateway().requests(), List::isEmpty);
    }

    @Test
    void shouldStallWhenTheScheduleIsNone() {
        // When
        applyRegistry("{schedule: \"61 3 * * *\"}");
        var stalled = team.awaitCondition(LocalRegistry.class, "registry", "Stalled", "True InvalidSchedule");

        // Then
        assertThat(stalled.message()).contains("\"61 3 * * *\" is no cron expression", "0 3 * * *");
        assertThat(team.registry("registry").getStatus().nextGarbageCollection())
                .isNull();

        // When
        applyRegistry("{schedule: \"0 3 31 2 *\"}");

        // Then
        await().untilAsserted(() -> assertThat(
                        team.awaitCondition(LocalRegistry.class, "registry", "Stalled", "True InvalidSchedule")
                                .message())
                .contains("never comes due"));

        // When
        applyRegistry("{schedule: \"0 3 * * *\"}");

        // Then
        team.awaitCondition(LocalRegistry.class, "registry", "Ready", "True RegistryReady");
    }

    private void applyRegistry(String retention) {
        team.apply(registry(retention));
        team.actors().rollsOut("registry-registry");
        team.awaitCondition(LocalRegistry.class, "registry", "Available", "True RegistryAvailable");
    }

    private static String registry(String retention) {
        return """
                apiVersion: onggi.dev/v1alpha1
                kind: LocalRegistry
                metadata: {name: registry}
                spec:
                  storage: {emptyDir: {}}
                  access: {nodes: {mode: None}}
                  retention: %s
                """.formatted(retention);
    }

    /** When the next collection is promised; it lies ahead. */
    private Instant next() {
        return await("promise")
                .until(
                        () -> Instant.parse(Objects.requireNonNullElse(
                                team.registry("registry").getStatus().nextGarbageCollection(),
                                Instant.EPOCH.toString())),
                        time -> time.isAfter(clock.instant()));
    }

    private CollectionRequest request(int number) {
        return await("collection " + number)
                .until(
                        () -> operator.gateway().requests().stream()
                                .skip(number - 1L)
                                .findFirst()
                                .orElse(null),
                        Objects::nonNull);
    }

    private GarbageCollection collected(String trigger) {
        return await(trigger)
                .until(
                        () -> team.registry("registry").getStatus().lastGarbageCollection(),
                        last -> last != null && last.trigger().equals(trigger));
    }
}
