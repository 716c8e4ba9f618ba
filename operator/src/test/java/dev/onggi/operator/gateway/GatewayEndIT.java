package dev.onggi.operator.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.operator.gateway.api.StorageFault;
import dev.onggi.operator.gateway.storage.StorageSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The gateway as a program, which has no other way than its end to tell what is wrong with its bucket. */
class GatewayEndIT {

    private static final String WRONG = "a-wrong-secret";

    @TempDir
    static Path work;

    private static S3Server server;

    @BeforeAll
    static void start() throws IOException {
        server = S3Server.on(work);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void shouldSayInItsEndThatTheCredentialsAreRefused() throws Exception {
        // When
        var end = run("images", WRONG);

        // Then
        assertThat(StorageFault.of(end.code())).contains(StorageFault.REFUSED);
        assertThat(StorageFault.words(end.log()))
                .hasValueSatisfying(words -> assertThat(words).startsWith("SignatureDoesNotMatch: "));
        assertThat(end.log()).doesNotContain(WRONG);
    }

    @Test
    void shouldSayInItsEndThatThereIsNoSuchBucket() throws Exception {
        // When
        var end = run("nowhere", server.bucket("").secretAccessKey());

        // Then
        assertThat(StorageFault.of(end.code())).contains(StorageFault.MISSING);
        assertThat(StorageFault.words(end.log()))
                .hasValueSatisfying(words -> assertThat(words).startsWith("NoSuchBucket: "));
    }

    private record End(int code, String log) {}

    private static End run(String name, String secret) throws IOException, InterruptedException {
        StorageSettings.Bucket bucket = server.bucket("");
        var log = work.resolve(name + ".log");
        var builder = new ProcessBuilder(GatewayProcess.command())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment()
                .putAll(Map.of(
                        "ONGGI_GATEWAY_LISTEN",
                        "0",
                        "ONGGI_GATEWAY_S3_BUCKET",
                        name,
                        "ONGGI_GATEWAY_S3_REGION",
                        bucket.region(),
                        "ONGGI_GATEWAY_S3_ENDPOINT",
                        bucket.endpoint().orElseThrow().toString(),
                        "AWS_ACCESS_KEY_ID",
                        bucket.accessKeyId(),
                        "AWS_SECRET_ACCESS_KEY",
                        secret));
        var process = builder.start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("it ends").isTrue();
            return new End(process.exitValue(), Files.readString(log));
        } finally {
            process.destroyForcibly();
        }
    }
}
