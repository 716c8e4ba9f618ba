package dev.onggi.operator.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ImageBuildNamesTest {

    /** The longest name that the schema admits. */
    private static final String LONGEST = "a".repeat(50);

    private static final int LONGEST_LABEL = 63;

    @Test
    void shouldNameTheChildrenAfterTheImageBuild() {
        // Given
        var names = new ImageBuildNames("hello");

        // Then
        assertThat(names.build(3)).isEqualTo("hello-3-build");
        assertThat(names.cache()).isEqualTo("hello-cache");
        assertThat(names.workload()).isEqualTo("hello");
    }

    @Test
    void shouldStayALabelWhenTheNameIsTheLongestAndBuildsAreMany() {
        // Given
        var names = new ImageBuildNames(LONGEST);

        // Then
        assertThat(names.build(999_999)).hasSize(LONGEST_LABEL);
        assertThat(names.cache()).hasSizeLessThanOrEqualTo(LONGEST_LABEL);
        assertThat(names.workload()).hasSizeLessThanOrEqualTo(LONGEST_LABEL);
    }
}
