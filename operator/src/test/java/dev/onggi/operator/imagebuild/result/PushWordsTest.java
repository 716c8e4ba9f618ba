package dev.onggi.operator.imagebuild.result;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.operator.imagebuild.result.BuildResult.BuildFailed;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The words of each way in which a registry does not take an image. Those about the start of an upload were read off BuildKit
 * 0.34.2, which pushed to a server that gave these very answers; the rest has the form that its source gives
 * (util/resolver/authorizer.go, and containerd's core/remotes/docker). The messages are those of the registries: of
 * distribution's own code, and as people quote them of Harbor, ECR, GitLab and Docker Hub.
 */
class PushWordsTest {

    private static final String IMAGE = "registry.example.com:5000/shops/app:latest";

    /** Reason | tried again | words. */
    private static final String EXPECTED = """
            PushDenied            | no  | unexpected status from HEAD request to https://registry.example.com:5000/v2/shops/app/blobs/sha256:93: 401 Unauthorized
            PushDenied            | no  | unexpected status from HEAD request to https://registry.example.com:5000/v2/shops/app/blobs/sha256:93: 403 Forbidden
            PushDenied            | no  | unexpected status from POST request to https://registry.example.com:5000/v2/shops/app/blobs/uploads/: 403 Forbidden: <html>no</html>
            PushDenied            | no  | unauthorized: authentication required
            PushDenied            | no  | denied: requested access to the resource is denied
            PushDenied            | no  | unauthorized: unauthorized to access repository: shops/app, action: push: unauthorized to access repository: shops/app, action: push
            PushDenied            | no  | errors: denied: requested access to the resource is denied; unauthorized: authentication required
            PushDenied            | no  | push access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed
            PushDenied            | no  | failed to authorize: failed to fetch oauth token: unexpected status from GET request to https://auth.example.com/token?scope=repository%3Ashops%2Fapp%3Apull%2Cpush&service=registry: 401 Unauthorized
            PushDenied            | no  | failed to authorize: failed to fetch oauth token: unexpected status from GET request to https://auth.docker.io/token?scope=x: 401 Unauthorized: incorrect username or password
            PushDenied            | no  | failed to authorize: failed to fetch oauth token: unauthorized: authentication required
            PushDenied            | no  | failed to authorize: failed to fetch anonymous token: unexpected status from GET request to https://gitlab.example.com/jwt/auth?scope=x: 403 Forbidden
            PushDenied            | no  | failed to authorize: failed to fetch oauth token: unexpected status from POST request to https://registry.example.com/oauth2/token: 400 Bad Request
            PushRepositoryMissing | no  | unknown: repository name not known to registry
            PushRepositoryMissing | no  | unknown: project shops not found
            PushRepositoryMissing | no  | unknown: The repository with name 'shops/app' does not exist in the registry with id '123456789012'
            PushRepositoryMissing | no  | unexpected status from POST request to https://registry.example.com:5000/v2/shops/app/blobs/uploads/: 404 Not Found
            PushRepositoryMissing | no  | unexpected status from POST request to https://registry.example.com:5000/v2/shops/app/blobs/uploads/?mount=sha256:93&from=shops/base: 404 Not Found: <html></html>
            PushNameRefused       | no  | unknown: invalid repository name
            PushNameRefused       | no  | unexpected status from POST request to https://registry.example.com:5000/v2/shops/app/blobs/uploads/: 400 Bad Request
            PushFailed            | yes | unknown: unknown error
            PushFailed            | yes | unknown: blob upload unknown to registry
            PushFailed            | yes | unknown: blob unknown to registry - sha256:93
            PushFailed            | yes | unexpected status from PUT request to https://registry.example.com:5000/v2/shops/app/blobs/uploads/7f?digest=sha256:93: 404 Not Found
            PushNotSupported      | no  | unsupported: The operation is unsupported.
            PushNotSupported      | no  | unexpected status from POST request to https://registry.example.com:5000/v2/shops/app/blobs/uploads/: 405 Method Not Allowed: <html>no</html>
            PushTagImmutable      | no  | unexpected status from PUT request to https://registry.example.com:5000/v2/shops/app/manifests/latest: 412 Precondition Failed
            PushTagImmutable      | no  | unknown: Failed to process request due to 'app:latest' configured as immutable.
            PushTagImmutable      | no  | unknown: The image tag 'latest' already exists in the 'shops/app' repository and cannot be overwritten because the repository is immutable.
            PushTooLarge          | no  | unexpected status from PUT request to https://registry.example.com:5000/v2/shops/app/blobs/uploads/7f?digest=sha256:93: 413 Request Entity Too Large: <html>no</html>
            PushTooLarge          | no  | unexpected status from PATCH request to https://registry.example.com:5000/v2/shops/app/blobs/uploads/7f: 413 Payload Too Large
            PushFailed            | yes | failed to do request: Head "https://registry.example.com:5000/v2/shops/app/blobs/sha256:93": tls: failed to verify certificate: x509: certificate signed by unknown authority
            RegistryUnreachable   | yes | failed to authorize: failed to fetch oauth token: Post "https://auth.example.com/token": dial tcp 203.0.113.7:443: i/o timeout
            RegistryUnreachable   | yes | failed to authorize: failed to fetch oauth token: unexpected status from GET request to https://auth.example.com/token: 502 Bad Gateway
            RegistryUnreachable   | yes | unexpected status from POST request to https://registry.example.com:5000/v2/shops/app/blobs/uploads/: 503 Service Unavailable
            RegistryUnreachable   | yes | unavailable: service unavailable
            RegistryUnreachable   | yes | toomanyrequests: You have reached your pull rate limit
            RegistryUnreachable   | yes | failed to do request: Put "https://registry.example.com:5000/v2/shops/app/blobs/uploads/7f": write tcp 10.0.0.1:4->10.0.0.2:5000: connection reset by peer
            """;

    static Stream<List<String>> expected() {
        return EXPECTED.lines()
                .map(line ->
                        Arrays.stream(line.split("\\|", 3)).map(String::strip).toList());
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("expected")
    void shouldStallAtOnceWhenAPushIsRefusedForGood(List<String> expected) {
        // When
        var failed = failed(IMAGE, expected.get(2));

        // Then
        assertThat(failed.reason()).isEqualTo(expected.getFirst());
        assertThat(failed.retryable()).isEqualTo(expected.get(1).equals("yes"));
        assertThat(failed.message()).startsWith("cannot push " + IMAGE + ": ").doesNotContain("request to");
    }

    @Test
    void shouldBlameTheNameWhenDockerHubDeniesOneThatItNeverHas() {
        // Given
        var words =
                "push access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed";

        // Then
        assertThat(failed("docker.io/somebody/team-a/hello:latest", words).reason())
                .isEqualTo(FailureReasons.PUSH_NAME_REFUSED);
        assertThat(failed("docker.io/somebody/hello:latest", words).reason()).isEqualTo(FailureReasons.PUSH_DENIED);
    }

    @Test
    void shouldReadEveryErrorWhenTheRegistryGivesSeveral() {
        // Given
        var words = "errors:\ndenied: no\nunknown: repository name not known to registry\n";

        // When
        var failed = failed(IMAGE, words);

        // Then
        assertThat(failed.reason()).isEqualTo(FailureReasons.PUSH_REPOSITORY_MISSING);
        assertThat(failed.message()).contains("denied: no; unknown: repository name not known to registry");
    }

    private static BuildFailed failed(String image, String words) {
        var told = """
                reason=BuildFailed
                exit=1

                ------
                 > exporting to image:
                ------
                error: failed to solve: failed to push %s: %s""".formatted(image, words);
        return (BuildFailed) BuildResult.parse(told, "team-a", "hello-3-build");
    }
}
