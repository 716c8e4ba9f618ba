package dev.onggi.operator.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.onggi.api.v1alpha1.ImageBuild;
import dev.onggi.api.v1alpha1.ImageBuildStatus;
import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.operator.golden.TreeDifference;
import dev.onggi.operator.model.Digest;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * An operator takes over from an older one: it builds nothing, replaces no Pod, and knows what was known. {@code
 * -Dupgrade.write=<commit>} writes down what today's leaves, for those to come.
 */
class UpgradeIT {

    private static final String WRITE = System.getProperty("upgrade.write");
    private static final Duration NOTHING_HAPPENS = Duration.ofMillis(1500);

    /** Everything that may change a Pod when an operator sees it in another way. */
    private static final String APP = """
            apiVersion: onggi.dev/v1alpha1
            kind: ImageBuild
            metadata: {name: app}
            spec:
              source: {inline: {files: {Dockerfile: FROM scratch}}}
              cache: {mode: Registry}
              args: [{name: VERSION, value: "1"}]
              secrets: [{id: token, secretRef: {name: npm}}]
              rollout:
                deployment:
                  ports: [{containerPort: 8080}]
                  env: [{name: GREETING, value: hello}]
                  resources: {requests: {cpu: "0.5", memory: 1024Mi}, limits: {memory: 1.5Gi}}
                  volumes:
                  - {name: data, mountPath: /data, populateFromImage: true, persistentVolumeClaim: {size: 1Gi}}
                  - {name: tmp, mountPath: /tmp, emptyDir: {sizeLimit: 1024Mi}}
                  template:
                    metadata: {annotations: {team: a}}
                    spec:
                      nodeSelector: {pool: web}
                      containers:
                      - {name: app, lifecycle: {preStop: {sleep: {seconds: 5}}}}
                      - {name: proxy, image: "proxy:1"}
            """;

    /** What it works at after it has looked at all that there was. */
    private static final String NEXT = """
            apiVersion: onggi.dev/v1alpha1
            kind: ImageBuild
            metadata: {name: next}
            spec: {source: {inline: {files: {Dockerfile: FROM scratch}}}, cache: {mode: None}}
            """;

    @BeforeAll
    static void write() throws IOException {
        if (WRITE == null) {
            return;
        }
        var recording = new UpgradeRecording(WRITE);
        var team = Team.create(recording.namespace(), "baseline");
        try (var operator = RunningOperator.start()) {
            operator.registry().runsAs("10001:10001");
            team.applySimpleRegistry();
            team.apply(APP);
            team.actors().builds("app-1-build", Digest.of("first"));
            team.actors().rollsOut("app");
            team.awaitCondition(ImageBuild.class, "app", "Ready", "True Succeeded");
            team.apply(APP + "  rebuild: again\n");
            team.actors().builds("app-2-build", Digest.of("second"));
            await().untilAsserted(() ->
                    assertThat(containers(team)).contains(Digest.of("second").value()));
            team.actors().rollsOut("app");
            team.awaitCondition(ImageBuild.class, "app", "Ready", "True Succeeded");
            recording.write(team);
        }
    }

    static Stream<UpgradeRecording> recordings() {
        return UpgradeRecording.all().filter(recording -> !recording.version().equals(WRITE));
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void shouldBuildNothingAndReplaceNoPodAfterAnOlderOperator(UpgradeRecording recording) {
        // Given
        var team = Team.create(recording.namespace(), "baseline");
        var before = RunningOperator.start();
        team.applySimpleRegistry();
        team.awaitCondition(LocalRegistry.class, "registry", "Ready", "True RegistryReady");
        before.stop();
        recording.restore(team);
        var owned = owned(team);

        // When
        try (var operator = RunningOperator.start(new RunningOperator.Settings().ofNextVersion(), Clock.systemUTC())) {
            operator.registry().runsAs("10001:10001");
            team.apply(NEXT);
            await().untilAsserted(() -> {
                // with another image; until its Pod is replaced it does not answer
                team.actors().rollsOut("registry-registry");
                assertThat(team.get(Pod.class, "next-1-build")).isNotNull();
            });

            // Then
            await().during(NOTHING_HAPPENS).untilAsserted(() -> {
                var now = team.imageBuild("app");
                assertThat(owned(team)).isEqualTo(owned);
                assertThat(lost(recording.imageBuild().getStatus(), now.getStatus()))
                        .isEmpty();
                assertThat(conditions(now.getStatus()))
                        .isEqualTo(conditions(recording.imageBuild().getStatus()));
                assertThat(team.events("app"))
                        .filteredOn(event -> event.getRegarding().getKind().equals("ImageBuild"))
                        .as("what was told is not told again")
                        .isEmpty();
            });
        }
    }

    /** What is wanted of the objects that it owns, with the Pods of its builds. */
    private static List<String> owned(Team team) {
        return Stream.<Class<? extends HasMetadata>>of(
                        Deployment.class, Service.class, PersistentVolumeClaim.class, Pod.class)
                .flatMap(kind -> team.list(kind).stream())
                .filter(object -> object.getMetadata().getName().startsWith("app"))
                .map(object -> "%s generation %s: %s"
                        .formatted(
                                object.getMetadata().getName(),
                                object.getMetadata().getGeneration(),
                                Serialization.asJson(tree(object).get("spec"))))
                .toList();
    }

    private static String containers(Team team) {
        return Serialization.asJson(
                team.get(Deployment.class, "app").getSpec().getTemplate().getSpec());
    }

    /** Messages may be put better. */
    private static List<List<Object>> conditions(ImageBuildStatus status) {
        return status.conditions().stream()
                .map(condition -> List.<Object>of(
                        condition.type(),
                        condition.status(),
                        condition.reason(),
                        condition.observedGeneration(),
                        condition.lastTransitionTime()))
                .toList();
    }

    private static List<String> lost(ImageBuildStatus before, ImageBuildStatus after) {
        return TreeDifference.lost(
                tree(before).without(List.of("conditions")), tree(after).without(List.of("conditions")));
    }

    private static ObjectNode tree(Object object) {
        return Serialization.unmarshal(Serialization.asJson(object), ObjectNode.class);
    }
}
