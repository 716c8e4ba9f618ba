package dev.onggi.operator.gateway.access;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onggi.operator.model.Digest;
import java.io.IOException;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsersTest {

    private static final String FILE =
            """
            {"users": [
              {"name": "push", "passwords": ["%s", "%s"], "rights": "Push", "repositories": ""},
              {"name": "pull", "passwords": ["%s"], "rights": "Pull"},
              {"name": "push.team-b", "passwords": ["%s"], "rights": "Push", "repositories": "team-b/"},
              {"name": "admin", "passwords": ["%s"], "rights": "Admin", "repositories": ""}
            ]}
            """.formatted(hash("new"), hash("old"), hash("pull"), hash("b"), hash("ädmin:1"));

    private final Users users = read(FILE);

    @Test
    void shouldKnowUserByEachOfItsPasswords() {
        // When
        var byNew = users.authenticate(basic("push:new"));
        var byOld = users.authenticate(basic("push:old"));
        // Then
        assertThat(byNew).contains(new User("push", Right.PUSH, "")).isEqualTo(byOld);
    }

    @Test
    void shouldReadRightsAndRepositories() {
        // When
        var team = users.authenticate(basic("push.team-b:b"));
        var admin = users.authenticate(basic("admin:ädmin:1"));
        // Then
        assertThat(team).contains(new User("push.team-b", Right.PUSH, "team-b/"));
        assertThat(admin).contains(new User("admin", Right.ADMIN, ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"push:pull", "push:", "push", "pull:new", ":", "nobody:new", "PUSH:new", "push:new ", "push: new"
            })
    void shouldKnowNobodyByAnythingElse(String credentials) {
        // When
        var user = users.authenticate(basic(credentials));
        // Then
        assertThat(user).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Basic", "Basic ", "Basic !!!", "Bearer cHVzaDpuZXc=", "cHVzaDpuZXc="})
    void shouldKnowNobodyWhenTheHeaderIsNoBasicOne(String header) {
        // When
        var user = users.authenticate(header);
        // Then
        assertThat(user).isEmpty();
        assertThat(users.authenticate(null)).isEmpty();
    }

    @Test
    void shouldTakeTheSchemeInAnyCase() {
        // When
        var user = users.authenticate(basic("push:new").replace("Basic", "bAsIc"));
        // Then
        assertThat(user).isPresent();
    }

    @Test
    void shouldLetEverybodyDoEverythingWhenThereAreNoUsers() {
        // When
        var user = Users.none().authenticate(null);
        // Then
        assertThat(user).contains(User.ANYBODY);
        assertThat(User.ANYBODY.right()).isEqualTo(Right.ADMIN);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"users\":[]}|names no users",
                "{}|names no users",
                "null|must be a JSON object",
                "{\"users\":[{\"passwords\":[\"x\"]}]}|name is missing",
                "{\"users\":[{\"name\":\"a:b\"}]}|has a colon",
                "{\"users\":[{\"name\":\"a\",\"rights\":\"Pull\"}]}|user a: passwords must not be empty",
                "{\"users\":[{\"name\":\"a\",\"rights\":\"Pull\",\"passwords\":[\"secret\"]}]}|user a: a password must be sha256",
                "{\"users\":[{\"name\":\"a\",\"rights\":\"Pull\",\"passwords\":[\"sha256:secret\"]}]}|user a: a password must be",
                "{\"users\":[{\"name\":\"a\",\"rights\":\"Root\",\"passwords\":[\"HASH\"]}]}|user a: rights must be Pull, Push or",
                "{\"users\":[{\"name\":\"a\",\"rights\":\"Push\",\"repositories\":\"t\",\"passwords\":[\"HASH\"]}]}|end with a slash"
            })
    void shouldSayWhatIsWrongAndRepeatNoPassword(String file, String message) {
        // When
        var reading = file.replace("HASH", hash("x"));
        // Then
        assertThatThrownBy(() -> UsersDocument.read(reading.getBytes(UTF_8)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(message)
                .hasMessageNotContaining("secret");
    }

    private static Users read(String file) {
        try {
            return UsersDocument.read(file.getBytes(UTF_8));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String hash(String password) {
        return Digest.of(password).value();
    }

    private static String basic(String credentials) {
        return "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(UTF_8));
    }
}
