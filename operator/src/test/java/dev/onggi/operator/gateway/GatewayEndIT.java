package dev.onggi.operator.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.operator.gateway.api.StorageFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The gateway as a program, which has no other way than its end to tell what is wrong with its storage. */
class GatewayEndIT {

    @TempDir
    Path work;

    @RegisterExtension
    static final SharedS3Server server = new SharedS3Server();

    @Test
    void shouldSayInItsEndThatTheCredentialsAreRefused() throws Exception {
        // When
        var end = run(GatewayProcess.environment(server.withWrongSecret()));

        // Then
        assertThat(StorageFault.of(end.code())).contains(StorageFault.REFUSED);
        assertThat(StorageFault.words(end.log()))
                .hasValueSatisfying(words -> assertThat(words).startsWith("SignatureDoesNotMatch: "));
        assertThat(end.log()).doesNotContain(SharedS3Server.WRONG);
    }

    @Test
    void shouldSayInItsEndThatThereIsNoSuchBucket() throws Exception {
        // When
        var end = run(GatewayProcess.environment(server.named("nowhere")));

        // Then
        assertThat(StorageFault.of(end.code())).contains(StorageFault.MISSING);
        assertThat(StorageFault.words(end.log()))
                .hasValueSatisfying(words -> assertThat(words).startsWith("NoSuchBucket: "));
    }

    @Test
    void shouldSayInItsEndThatItsStorageTakesNothing() throws Exception {
        // Given a gateway that ran before, and something in the way of whatever is written or deleted
        Files.writeString(
                Files.createDirectories(work.resolve("storage/onggi-touches")).resolve("begun"), "1234-abcd");
        Files.writeString(work.resolve("storage/onggi-trash"), "no directory");

        // When
        var end = run(Map.of("ONGGI_GATEWAY_STORAGE", work.resolve("storage").toString()));

        // Then
        assertThat(end.code()).isEqualTo(1);
        assertThat(end.log())
                .contains("The gateway cannot start: the storage lets nothing be written or deleted in onggi-touches");
    }

    private record End(int code, String log) {}

    private End run(Map<String, String> environment) throws IOException, InterruptedException {
        var log = work.resolve("gateway.log");
        var builder = new ProcessBuilder(GatewayProcess.command())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().put("ONGGI_GATEWAY_LISTEN", "0");
        builder.environment().putAll(environment);
        var process = builder.start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("it ends").isTrue();
            return new End(process.exitValue(), Files.readString(log));
        } finally {
            process.destroyForcibly();
        }
    }
}
