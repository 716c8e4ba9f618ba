package dev.onggi.operator.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.operator.gateway.access.Access.Verdict;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccessTest {

    private static final String DIGEST = "sha256:" + "a".repeat(64);

    private static final Map<String, User> USERS = Map.of(
            "pull", new User("pull", Right.PULL, ""),
            "push", new User("push", Right.PUSH, ""),
            "team-b", new User("push.team-b", Right.PUSH, "team-b/"),
            "admin", new User("admin", Right.ADMIN, ""));

    /** y: allowed, n: denied, in the order pull, push, team-b, admin. */
    @ParameterizedTest
    @CsvSource({
        "GET,    /v2/,                             yyyy",
        "GET,    /v2/_catalog,                     yyyy",
        "GET,    /v2/team-a/app/tags/list,         yyyy",
        "GET,    /v2/team-a/app/manifests/v1,      yyyy",
        "HEAD,   /v2/team-a/app/manifests/v1,      yyyy",
        "GET,    /v2/team-a/app/blobs/DIGEST,      yyyy",
        "HEAD,   /v2/onggi/canary/blobs/DIGEST,    yyyy",
        "GET,    /v2/upstream/docker.io/a/manifests/v1, yyyy",
        "GET,    /v2/team-a/app/referrers/DIGEST,  yyyy",
        "PUT,    /v2/team-a/app/manifests/v1,      nyny",
        "POST,   /v2/team-a/app/blobs/uploads/,    nyny",
        "PATCH,  /v2/team-a/app/blobs/uploads/x,   nyny",
        "PUT,    /v2/team-a/app/blobs/uploads/x,   nyny",
        "GET,    /v2/team-a/app/blobs/uploads/x,   nyny",
        "DELETE, /v2/team-a/app/blobs/uploads/x,   nyny",
        "PUT,    /v2/team-b/app/manifests/v1,      nyyy",
        "POST,   /v2/team-b/app/blobs/uploads/,    nyyy",
        "PUT,    /v2/team-b2/app/manifests/v1,     nyny",
        "PUT,    /v2/team-b/manifests/v1,          nyny",
        "PUT,    /v2/x/team-b/app/manifests/v1,    nyny",
        "PUT,    /v2/upstream/docker.io/a/manifests/v1, nyny",
        "POST,   /v2/upstream/docker.io/a/blobs/uploads/, nyny",
        "PUT,    /v2/onggi/canary/manifests/v1,    nnny",
        "POST,   /v2/onggi/canary/blobs/uploads/,  nnny",
        "DELETE, /v2/team-b/app/manifests/DIGEST,  nnny",
        "DELETE, /v2/team-b/app/blobs/DIGEST,      nnny",
        "GET,    /onggi/v1/images,                 yyyy",
        "GET,    /onggi/v1/storage,                nnny",
        "POST,   /onggi/v1/collections,            nnny",
        "GET,    /onggi/v1/collections/last,       nnny"
    })
    void shouldGiveEachUserItsRights(String method, String path, String expected) {
        // Given
        var parsed = RegistryPaths.parse(path.replace("DIGEST", DIGEST));
        // When
        var verdicts = new StringBuilder();
        for (String user : new String[] {"pull", "push", "team-b", "admin"}) {
            verdicts.append(
                    switch (Access.decide(USERS.get(user), method, parsed)) {
                        case Verdict.Allowed _ -> 'y';
                        case Verdict.Denied _ -> 'n';
                        case Verdict.NoSuchPath _ -> '?';
                        case Verdict.NoSuchMethod _ -> '!';
                    });
        }
        // Then
        assertThat(verdicts).hasToString(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "POST,    /v2/",
        "PATCH,   /v2/a/manifests/v1",
        "PUT,     /v2/a/blobs/DIGEST",
        "GET,     /v2/a/blobs/uploads/",
        "DELETE,  /v2/a/tags/list",
        "CONNECT, /v2/",
        "POST,    /onggi/v1/health",
        "POST,    /onggi/v1/images"
    })
    void shouldKnowNoOtherMethod(String method, String path) {
        // When
        var verdict = Access.decide(USERS.get("admin"), method, RegistryPaths.parse(path.replace("DIGEST", DIGEST)));
        // Then
        assertThat(verdict).isEqualTo(new Verdict.NoSuchMethod());
    }

    @Test
    void shouldSayWhyAndWhatTheUserMayDo() {
        // When
        var verdict = Access.decide(USERS.get("team-b"), "PUT", RegistryPaths.parse("/v2/team-a/app/manifests/v1"));
        // Then
        assertThat(verdict)
                .isEqualTo(
                        new Verdict.Denied("user push.team-b may not push to team-a/app: it lies in another namespace;"
                                + " user push.team-b may pull everything and push below team-b/"));
    }
}
