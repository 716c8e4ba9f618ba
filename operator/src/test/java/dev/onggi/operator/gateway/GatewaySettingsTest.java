package dev.onggi.operator.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onggi.operator.gateway.storage.StorageSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GatewaySettingsTest {

    @Test
    void shouldHaveDefaultsWhenNothingIsSet() throws SettingsException {
        // When
        var settings = GatewaySettings.of(Map.of("ONGGI_GATEWAY_TLS", ""));
        // Then
        assertThat(settings)
                .isEqualTo(new GatewaySettings(
                        5000,
                        URI.create("http://127.0.0.1:5001"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Duration.ofHours(1),
                        Map.of(),
                        Duration.ofSeconds(30)));
    }

    @Test
    void shouldReadAFileSystem() throws SettingsException {
        // When
        var settings = GatewaySettings.of(Map.of(
                "ONGGI_GATEWAY_STORAGE", "/var/lib/registry",
                "ONGGI_GATEWAY_TLS", "/etc/onggi/tls",
                "ONGGI_GATEWAY_USERS", "/etc/onggi/users/users.json",
                "ONGGI_GATEWAY_GRACE", "5",
                "ONGGI_GATEWAY_PATIENCE", "7",
                "ONGGI_GATEWAY_UPSTREAMS", "docker.io=5010,quay.io=5011"));
        // Then
        assertThat(settings.storage()).contains(new StorageSettings.FileSystem(Path.of("/var/lib/registry")));
        assertThat(settings.tls()).contains(Path.of("/etc/onggi/tls"));
        assertThat(settings.users()).contains(Path.of("/etc/onggi/users/users.json"));
        assertThat(settings.grace()).isEqualTo(Duration.ofSeconds(5));
        assertThat(settings.patience()).isEqualTo(Duration.ofSeconds(7));
        assertThat(settings.upstreams()).isEqualTo(Map.of("docker.io", 5010, "quay.io", 5011));
    }

    @Test
    void shouldReadABucketAndShowNoCredential() throws SettingsException {
        // When
        var settings = GatewaySettings.of(Map.of(
                "ONGGI_GATEWAY_S3_BUCKET", "images",
                "ONGGI_GATEWAY_S3_REGION", "eu-central-1",
                "ONGGI_GATEWAY_S3_ENDPOINT", "https://s3.example.com:9000",
                "ONGGI_GATEWAY_S3_PREFIX", "/a/b/",
                "ONGGI_GATEWAY_S3_CA", "/etc/onggi/s3/ca.crt",
                "AWS_ACCESS_KEY_ID", "id",
                "AWS_SECRET_ACCESS_KEY", "hidden"));
        // Then
        assertThat(settings.storage())
                .contains(new StorageSettings.Bucket(
                        "images",
                        "eu-central-1",
                        Optional.of(URI.create("https://s3.example.com:9000")),
                        "a/b",
                        "id",
                        "hidden",
                        Optional.of(Path.of("/etc/onggi/s3/ca.crt"))));
        assertThat(settings.toString()).doesNotContain("hidden");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "LISTEN=no | ONGGI_GATEWAY_LISTEN must have ports from 0 to 65535",
                "LISTEN=65536 | ONGGI_GATEWAY_LISTEN must have ports",
                "REGISTRY=https://127.0.0.1:5001 | ONGGI_GATEWAY_REGISTRY must be http://<address>:<port>",
                "REGISTRY=http://127.0.0.1 | ONGGI_GATEWAY_REGISTRY must be http://<address>:<port>",
                "REGISTRY=127.0.0.1:5001 | ONGGI_GATEWAY_REGISTRY must be a URL with a host",
                "GRACE=-1 | ONGGI_GATEWAY_GRACE must be a whole number that is not negative",
                "UPSTREAMS=docker.io | ONGGI_GATEWAY_UPSTREAMS must be <host>=<port>",
                "UPSTREAMS=Docker.io/x=1 | ONGGI_GATEWAY_UPSTREAMS must be <host>=<port>",
                "UPSTREAMS=a=1,a=2 | ONGGI_GATEWAY_UPSTREAMS names a twice",
                "STORAGE=/x;S3_BUCKET=b | ONGGI_GATEWAY_STORAGE and ONGGI_GATEWAY_S3_BUCKET exclude each other",
                "S3_BUCKET=b | ONGGI_GATEWAY_S3_REGION must be set",
                "S3_BUCKET=b;S3_REGION=r | AWS_ACCESS_KEY_ID must be set"
            })
    void shouldSayWhichVariableIsWrong(String variables, String message) {
        // Given
        var environment = new HashMap<String, String>();
        for (String variable : variables.split(";", -1)) {
            var parts = variable.split("=", 2);
            environment.put("ONGGI_GATEWAY_" + parts[0], parts[1]);
        }
        // Then
        assertThatThrownBy(() -> GatewaySettings.of(environment))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(message);
    }
}
