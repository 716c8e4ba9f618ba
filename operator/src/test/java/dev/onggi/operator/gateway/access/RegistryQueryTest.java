package dev.onggi.operator.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RegistryQueryTest {

    @Test
    void shouldForwardWhatTheRegistryKnowsInOneForm() {
        // When
        var query = RegistryQuery.parse("_state=abc%3D%3D&digest=sha256%3Aff&ns=docker.io&x=1");
        // Then
        assertThat(query.text()).isEqualTo("?_state=abc%3D%3D&digest=sha256%3Aff");
        assertThat(query.digest()).contains("sha256:ff");
    }

    @Test
    void shouldTakeTheFirstValueOfAParameterAndForwardNoOther() {
        // When
        var query = RegistryQuery.parse("mount=sha256:aa&m%6Funt=sha256:bb&from=a/b&mount");
        // Then
        assertThat(query.mount()).contains("sha256:aa");
        assertThat(query.from()).contains("a/b");
        assertThat(query.text()).isEqualTo("?mount=sha256%3Aaa&from=a%2Fb");
    }

    @Test
    void shouldForwardNothingWhenThereIsNothing() {
        // When
        var query = RegistryQuery.parse(null);
        // Then
        assertThat(query.text()).isEmpty();
        assertThat(RegistryQuery.parse("&=&%&%zz=1").text()).isEmpty();
    }
}
