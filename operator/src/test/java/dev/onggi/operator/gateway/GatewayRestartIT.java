package dev.onggi.operator.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.operator.gateway.api.CollectionReport;
import dev.onggi.operator.gateway.api.CollectionReport.State;
import dev.onggi.operator.gateway.api.CollectionRequest;
import dev.onggi.operator.gateway.collect.StorageServices;
import dev.onggi.operator.gateway.storage.StorageSettings;
import dev.onggi.operator.gateway.touch.KeptTouches;
import dev.onggi.operator.gateway.touch.Touches;
import dev.onggi.operator.model.Digest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a gateway, as a program of its own, knows after a restart of what was named before. */
class GatewayRestartIT {

    private static final String APP = "team/app";
    private static final Duration GRACE = Duration.ofHours(1);

    @TempDir
    Path work;

    @Test
    void shouldDeleteAtOnceWhatWasNotNamedOfLateWhenItIsRestartedOnFiles() throws Exception {
        // Given
        var root = Files.createDirectory(work.resolve("storage"));
        var settings = new StorageSettings.FileSystem(root);
        try (var registry = Distribution.on(root, work)) {
            // When / Then
            restart(registry, settings, () -> GatewayProcess.before(registry, root, GRACE, work));
        }
    }

    @Test
    void shouldDeleteAtOnceWhatWasNotNamedOfLateWhenItIsRestartedOnABucket() throws Exception {
        // Given
        try (var server = S3Server.on(work)) {
            var bucket = server.bucket("registry-a");
            try (var registry = Distribution.on(bucket, work)) {
                // When / Then
                restart(registry, bucket, () -> GatewayProcess.before(registry, bucket, GRACE, work));
            }
        }
    }

    private static void restart(Distribution registry, StorageSettings settings, Start start) throws Exception {
        // Given a gateway that has run for an hour before, and an image that no request to it named
        hasRunForAnHour(settings);
        var behind = new ImageClient(registry.uri());
        var unnamed = behind.push(APP, null, "unnamed");
        Digest named;
        try (var gateway = start.start()) {
            named = new ImageClient(gateway.uri()).push(APP, null, "named");
        }

        // When it is started anew after it has ended in good order
        CollectionReport report;
        try (var gateway = start.start()) {
            report = gateway.collect(everything("restarted"));
            gateway.kill();
        }

        // Then
        assertThat(report.state()).as(report.message()).isEqualTo(State.Succeeded);
        assertThat(report.notBefore()).isNull();
        assertThat(behind.hasManifest(APP, unnamed.value())).isFalse();
        behind.pull(APP, named.value());

        // When it is started anew after it was killed
        var before = Instant.now();
        var lost = behind.push(APP, null, "lost");
        try (var gateway = start.start()) {
            report = gateway.collect(everything("killed"));
        }

        // Then, with a moment in whole seconds, which is never too early: the next one
        assertThat(report.state()).as(report.message()).isEqualTo(State.Succeeded);
        assertThat(report.deletedManifests()).isZero();
        assertThat(report.notBefore())
                .isBetween(before.plus(GRACE), Instant.now().plus(GRACE).plusSeconds(1));
        assertThat(report.message()).contains("nothing is deleted until " + report.notBefore());
        behind.pull(APP, lost.value());
    }

    private static void hasRunForAnHour(StorageSettings settings) throws Exception {
        var gateway = StorageServices.open(settings, new Touches(GRACE, System::nanoTime), Clock.systemUTC());
        assertThat(gateway.handover().takeOver()).isEmpty();
        gateway.handover().leave(new KeptTouches(GRACE, List.of()));
    }

    private static CollectionRequest everything(String id) {
        return new CollectionRequest(id, false, 1, 0, List.of(), List.of());
    }

    private interface Start {
        GatewayProcess start() throws Exception;
    }
}
