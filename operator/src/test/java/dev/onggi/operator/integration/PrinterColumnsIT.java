package dev.onggi.operator.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.operator.TestClock;
import dev.onggi.operator.gateway.api.StorageUsage;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What {@code kubectl get lreg} and {@code -o wide} show, as the API server makes a table of it. */
class PrinterColumnsIT {

    private static final long GI = 1024L * 1024 * 1024;

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
        var line = line();

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

    private Map<String, String> line() throws Exception {
        var client = ApiServer.admin();
        var request = client.getHttpClient()
                .newHttpRequestBuilder()
                .uri("%sapis/onggi.dev/v1alpha1/namespaces/%s/localregistries/registry"
                        .formatted(client.getMasterUrl(), team.namespace()))
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
