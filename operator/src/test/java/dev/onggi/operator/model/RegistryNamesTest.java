package dev.onggi.operator.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RegistryNamesTest {

    private static final int LONGEST_LABEL = 63;

    @Test
    void shouldHaveOneAddressForPodsAndNodes() {
        assertThat(new RegistryNames("team-a", "registry").address()).isEqualTo("registry.team-a.svc:5000");
    }

    @Test
    void shouldGiveEachChildANameOfItsOwn() {
        // Given
        var names = new RegistryNames("team-a", "registry");

        // Then: Secrets share one space of names
        assertThat(List.of(
                        names.tlsSecret(),
                        names.usersSecret(),
                        names.pushSecret(),
                        names.pullSecret(),
                        names.caSecret()))
                .doesNotHaveDuplicates();
        assertThat(names.canary()).isNotEqualTo(names.registry());
    }

    @Test
    void shouldStayLabelsWhenTheNameIsTheLongest() {
        // Given
        var names = new RegistryNames("team-a", "a".repeat(40));

        // Then
        assertThat(List.of(
                        names.service(),
                        names.registry(),
                        names.tlsSecret(),
                        names.usersSecret(),
                        names.pushSecret(),
                        names.pullSecret(),
                        names.caSecret(),
                        names.canary()))
                .allSatisfy(name -> assertThat(name).hasSizeLessThanOrEqualTo(LONGEST_LABEL));
    }
}
