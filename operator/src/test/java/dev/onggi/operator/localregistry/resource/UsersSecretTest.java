package dev.onggi.operator.localregistry.resource;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.operator.localregistry.resource.RegistryUsers.Previous;
import dev.onggi.operator.model.Digest;
import dev.onggi.operator.model.UserSeed;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class UsersSecretTest {

    private static final UserSeed SEED = new UserSeed("a-seed");
    private static final Tenant TEAM = new Tenant("team-b", "uid-1");

    @Test
    void shouldGiveEachNamespaceRightsBelowItsNameAlone() throws IOException {
        // Given
        var users = new RegistryUsers(SEED, Optional.empty(), List.of(), "", "http");

        // When
        var file = file(users, List.of(new Tenant("team-c", "uid-2"), TEAM));

        // Then
        assertThat(file)
                .extracting(user -> "%s %s %s"
                        .formatted(
                                user.get("name").asText(),
                                user.get("rights").asText(),
                                user.get("repositories").asText()))
                .containsExactly(
                        "push Push ",
                        "pull Pull ",
                        "admin Admin ",
                        "pull.team-b Pull ",
                        "push.team-b Push team-b/",
                        "pull.team-c Pull ",
                        "push.team-c Push team-c/");
        assertThat(file.get(4).get("passwords").get(0).asText())
                .isEqualTo(Digest.of(TEAM.pushPassword(SEED)).value());
        assertThat(file.get(3).get("passwords").get(0).asText())
                .isEqualTo(Digest.of(TEAM.pullPassword(SEED)).value());
    }

    @Test
    void shouldGiveOtherPasswordsWhenTheNamespaceIsAnotherOneOfTheSameName() {
        // Given
        var again = new Tenant("team-b", "uid-2");

        // Then
        assertThat(again.pushPassword(SEED)).isNotEqualTo(TEAM.pushPassword(SEED));
        assertThat(again.pullPassword(SEED)).isNotEqualTo(TEAM.pullPassword(SEED));
    }

    @Test
    void shouldAcceptOldPasswordsOfNamespacesTooWhenUsersWereRotated() throws IOException {
        // Given
        var until = Instant.parse("2026-03-01T13:00:00Z");
        var users = new RegistryUsers(
                SEED,
                Optional.empty(),
                List.of(
                        new Previous(Previous.EVERYBODY, "old-seed", until),
                        new Previous(UserSeed.PUSH, "old-push", until)),
                "r",
                "http");

        // When
        var file = file(users, List.of(TEAM));

        // Then
        assertThat(passwords(file.get(4)))
                .containsExactly(
                        Digest.of(TEAM.pushPassword(SEED)).value(),
                        Digest.of(TEAM.pushPassword(new UserSeed("old-seed"))).value());
        assertThat(passwords(file.get(0)))
                .hasSize(3)
                .contains(Digest.of("old-push").value());
        assertThat(passwords(file.get(1))).hasSize(2);
    }

    private static List<String> passwords(JsonNode user) {
        return StreamSupport.stream(user.get("passwords").spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    private static List<JsonNode> file(RegistryUsers users, List<Tenant> tenants) throws IOException {
        var registry = new LocalRegistry();
        registry.setMetadata(new ObjectMetaBuilder()
                .withName("registry")
                .withNamespace("team-a")
                .withUid("uid")
                .build());
        var text = SecretData.text(UsersSecret.of(registry, users, tenants), UsersSecret.FILE)
                .orElseThrow();
        return StreamSupport.stream(
                        new ObjectMapper().readTree(text).get("users").spliterator(), false)
                .toList();
    }
}
