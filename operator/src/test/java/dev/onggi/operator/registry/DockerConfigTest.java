package dev.onggi.operator.registry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DockerConfigTest {

    @ParameterizedTest
    @CsvSource({
        "harbor.example.com, harbor.example.com",
        "https://harbor.example.com/v2/, harbor.example.com",
        "harbor.example.com:8443, harbor.example.com:8443",
        "https://index.docker.io/v1/, docker.io",
        "docker.io, registry-1.docker.io"
    })
    void shouldFindTheUserOfTheHost(String key, String host) {
        assertThat(DockerConfig.user(document(key), host)).contains(new RegistryEndpoint.User("robot$ci", "pa:ss"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"harbor.example.com:8443", "example.com", "other.example.com"})
    void shouldHaveNoUserWhenTheHostIsAnother(String host) {
        assertThat(DockerConfig.user(document("harbor.example.com"), host)).isEmpty();
    }

    @Test
    void shouldReadNameAndPasswordWhenTheyStandApart() {
        assertThat(DockerConfig.user("{\"auths\":{\"h\":{\"username\":\"a\",\"password\":\"b\"}}}", "h"))
                .contains(new RegistryEndpoint.User("a", "b"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "no json", "[]", "{}", "{\"auths\":{\"h\":{}}}", "{\"auths\":{\"h\":{\"auth\":\"*\"}}}"})
    void shouldHaveNoUserWhenThereIsNoneToRead(String document) {
        assertThat(DockerConfig.user(document, "h")).isEmpty();
    }

    /** The auth is {@code robot$ci:pa:ss}. */
    private static String document(String key) {
        return "{\"auths\":{\"%s\":{\"auth\":\"cm9ib3QkY2k6cGE6c3M=\"}}}".formatted(key);
    }
}
