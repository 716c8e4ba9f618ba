package dev.onggi.operator.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.onggi.api.v1alpha1.ImageBuild;
import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.operator.TestClock;
import dev.onggi.operator.gateway.api.StorageUsage;
import dev.onggi.operator.model.Digest;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What {@code kubectl get lreg}, {@code kubectl get ib} and {@code -o wide} show, as the API server makes a table of it. */
class PrinterColumnsIT {

    private static final long GI = 1024L * 1024 * 1024;

    private static final Digest DIGEST = Digest.of("image");
    private static final String COMMIT = "8f3c1a52d8e4a539d0e6d1b3f1f2a774f6c1a520";

    /** As a cell without a value reads. */
    private static final String NOTHING = "null";

    private static RunningOperator operator;

    private final Team team = Team.create();

    @BeforeAll
    static void start() {
        operator = RunningOperator.start(
                new RunningOperator.Settings(Duration.ofSeconds(1), "onggi-node"), TestClock.going());
        operator.gateway().uses(new StorageUsage(10 * GI, GI, GI, 2, 5));
    }

    @AfterAll
    static void stop() {
        operator.close();
    }

    @Test
    void shouldShowHowARegistryStandsInALine() throws Exception {
        // Given
        team.apply("""
                apiVersion: onggi.dev/v1alpha1
                kind: LocalRegistry
                metadata: {name: registry}
                """);
        team.actors().binds("registry-registry");
        team.actors().rollsOut("registry-registry");
        team.actors().runsRegistryPod("registry");
        team.actors().pullsCanary("registry");
        team.awaitCondition(LocalRegistry.class, "registry", "Ready", "True RegistryReady");
        await().until(() -> team.registry("registry").getStatus().storage() != null);

        // When
        var line = line("localregistries", "registry");

        // Then
        var certificate = team.registry("registry").getStatus().certificate();
        assertThat(line.keySet())
                .containsExactly(
                        "Name",
                        "READY",
                        "ADDRESS",
                        "NODES",
                        "USED",
                        "AGE",
                        "MODE (wide)",
                        "CA-EXPIRY (wide)",
                        "LAST-GC (wide)",
                        "REASON (wide)");
        assertThat(line)
                .contains(
                        entry("Name", "registry"),
                        entry("READY", "True"),
                        entry("ADDRESS", "registry." + team.namespace() + ".svc:5000"),
                        entry("NODES", "1/1"),
                        entry("USED", "1Gi (10%)"),
                        entry("MODE (wide)", "Auto"),
                        entry("CA-EXPIRY (wide)", certificate.authorityNotAfter()),
                        entry("REASON (wide)", "RegistryReady"));
        assertThat(certificate.authorityNotAfter()).isNotEqualTo(certificate.notAfter());
    }

    @Test
    void shouldShowHowAnImageBuildStandsInALine() throws Exception {
        // Given
        team.applySimpleRegistry();
        team.apply("""
                apiVersion: onggi.dev/v1alpha1
                kind: ImageBuild
                metadata: {name: app}
                spec:
                  source: {git: {url: "https://git.example.com/team/app.git", revision: main}}
                  cache: {mode: None}
                  rollout: {deployment: {replicas: 2}}
                """);

        // When
        var building = await().until(
                        () -> line("imagebuilds", "app"),
                        line -> line.get("MESSAGE (wide)").contains(" starts; "));

        // Then
        assertThat(building.keySet())
                .containsExactly(
                        "Name",
                        "READY",
                        "REASON",
                        "REVISION",
                        "DIGEST",
                        "SIZE",
                        "ROLLOUT",
                        "DURATION",
                        "AGE",
                        "IMAGE (wide)",
                        "LAYERS (wide)",
                        "CACHED (wide)",
                        "MESSAGE (wide)");
        assertThat(building)
                .contains(
                        entry("READY", "Unknown"),
                        entry("REASON", "BuildStarted"),
                        entry("REVISION", NOTHING),
                        entry("DIGEST", NOTHING),
                        entry("SIZE", NOTHING),
                        entry("ROLLOUT", NOTHING),
                        entry("DURATION", NOTHING),
                        entry("IMAGE (wide)", NOTHING),
                        entry("LAYERS (wide)", NOTHING),
                        entry("CACHED (wide)", NOTHING),
                        entry(
                                "MESSAGE (wide)",
                                "build 1 in Pod app-1-build starts; see kubectl logs -n %s -f app-1-build"
                                        .formatted(team.namespace())));

        // When
        team.actors().builds("app-1-build", DIGEST, COMMIT);
        team.awaitCondition(ImageBuild.class, "app", "Reconciling", "True RollingOut");

        // Then
        assertThat(line("imagebuilds", "app"))
                .contains(entry("READY", "Unknown"), entry("REASON", "RollingOut"), entry("ROLLOUT", "0/2"));

        // When
        team.actors().rollsOut("app");
        team.awaitCondition(ImageBuild.class, "app", "Ready", "True Succeeded");

        // Then
        var image = "registry.%1$s.svc:5000/%1$s/app@%2$s".formatted(team.namespace(), DIGEST);
        var line = line("imagebuilds", "app");
        assertThat(line)
                .contains(
                        entry("Name", "app"),
                        entry("READY", "True"),
                        entry("REASON", "Succeeded"),
                        entry("REVISION", COMMIT.substring(0, 12)),
                        entry(
                                "DIGEST",
                                DIGEST.value().substring("sha256:".length()).substring(0, 12)),
                        entry("SIZE", "4.1 kB"),
                        entry("ROLLOUT", "2/2"),
                        entry(
                                "DURATION",
                                team.imageBuild("app").getStatus().build().duration()),
                        entry("IMAGE (wide)", image),
                        entry("LAYERS (wide)", "2"),
                        entry("CACHED (wide)", "2"),
                        entry("MESSAGE (wide)", image + " runs on 2/2 pods of Deployment/app"));
        assertThat(line.get("DURATION")).matches("\\d+s");
        assertThat(line.get("AGE")).matches("\\d+s");
    }

    private Map<String, String> line(String plural, String name) throws Exception {
        var client = ApiServer.admin();
        var request = client.getHttpClient()
                .newHttpRequestBuilder()
                .uri("%sapis/onggi.dev/v1alpha1/namespaces/%s/%s/%s"
                        .formatted(client.getMasterUrl(), team.namespace(), plural, name))
                .header("Accept", "application/json;as=Table;v=v1;g=meta.k8s.io")
                .build();
        var answer = client.getHttpClient().sendAsync(request, String.class).get();
        JsonNode table = new ObjectMapper().readTree(answer.body());
        var cells = table.path("rows").path(0).path("cells");
        var line = new LinkedHashMap<String, String>();
        int i = 0;
        for (JsonNode column : table.path("columnDefinitions")) {
            boolean wide = column.path("priority").asInt() > 0;
            line.put(
                    column.path("name").asText() + (wide ? " (wide)" : ""),
                    cells.path(i++).asText());
        }
        return line;
    }
}
