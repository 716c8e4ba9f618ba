package dev.onggi.operator.gateway.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** Makes clients of S3 servers. */
final class S3Clients {

    /** How long a server may take to take a connection, and to send what comes next; the SDK tries again by itself. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private S3Clients() {}

    static S3Client open(StorageSettings.Bucket settings) {
        var builder = S3Client.builder()
                .httpClient(http(settings))
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(settings.accessKeyId(), settings.secretAccessKey())))
                .region(Region.of(settings.region()))
                // the checksums that the SDK sends since 2.30 are not understood by all servers other than AWS
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED);
        // a server of one's own seldom has a host name for each bucket
        settings.endpoint()
                .ifPresent(endpoint -> builder.endpointOverride(endpoint).forcePathStyle(true));
        return builder.build();
    }

    private static SdkHttpClient http(StorageSettings.Bucket settings) {
        var builder =
                UrlConnectionHttpClient.builder().connectionTimeout(PATIENCE).socketTimeout(PATIENCE);
        settings.ca().ifPresent(file -> {
            var trust = trust(file);
            builder.tlsTrustManagersProvider(() -> trust);
        });
        return builder.build();
    }

    private static TrustManager[] trust(Path file) {
        try (var pem = Files.newInputStream(file)) {
            var store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int number = 0;
            for (var authority : CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                store.setCertificateEntry("authority-" + number++, authority);
            }
            var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            return factory.getTrustManagers();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the S3 server's authorities in " + file, e);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("no certificates of authorities in " + file, e);
        }
    }
}
