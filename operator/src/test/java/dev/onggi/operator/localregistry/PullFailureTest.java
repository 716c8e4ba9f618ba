package dev.onggi.operator.localregistry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PullFailureTest {

    private static final String START =
            "failed to pull and unpack image \"registry.team-a.svc:5000/onggi/canary@sha256:4014040\": failed to resolve reference: ";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    CertificateNotTrusted | failed to do request: Head "https://10.96.0.10:5000/v2/": tls: failed to verify certificate: x509: certificate signed by unknown authority
                    CertificateNotTrusted | x509: certificate is valid for 10.96.0.9, not 10.96.0.10
                    PlainHttp | failed to do request: Head "https://10.96.0.10:5000/v2/": http: server gave HTTP response to HTTPS client
                    NameNotResolved | failed to do request: Head "https://registry.team-a.svc:5000/v2/": dial tcp: lookup registry.team-a.svc on 10.0.0.2:53: no such host
                    NameNotResolved | dial tcp: lookup registry.team-a.svc: Temporary failure in name resolution
                    ConnectionRefused | failed to do request: Head "https://10.96.0.10:5000/v2/": dial tcp 10.96.0.10:5000: connect: connection refused
                    ConnectionRefused | dial tcp 10.96.0.10:5000: i/o timeout
                    ConnectionRefused | dial tcp 10.96.0.10:5000: connect: no route to host
                    Unauthorized | unexpected status from HEAD request to https://10.96.0.10:5000/v2/: 401 Unauthorized
                    Unauthorized | pull access denied, repository does not exist or may require authorization: authorization failed: no basic auth credentials
                    ImageNotFound | registry.team-a.svc:5000/onggi/canary@sha256:4014040: not found
                    ImageNotFound | no match for platform in manifest: not found
                    PullFailed | unexpected EOF
                    """)
    void shouldTellTheCauseWhenTheRuntimeNamesIt(String reason, String message) {
        // When
        var failure = PullFailure.of(START + message);

        // Then
        assertThat(failure.reason()).isEqualTo(reason);
    }

    @ParameterizedTest
    @EnumSource
    void shouldNameTheNextCommandWhateverTheCause(PullFailure failure) {
        // When
        var advice = failure.advice("onggi-node", "node-1", "team-a", "registry-canary-x");

        // Then
        assertThat(advice).contains("kubectl ").doesNotContain("%");
    }
}
