package dev.onggi.operator.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.operator.imagebuild.result.BuildScripts;
import org.junit.jupiter.api.Test;

class SourceLimitsTest {

    @Test
    void shouldBeTheBoundOfGitAsWellWhenASourceIsOfARepository() {
        assertThat(BuildScripts.fetch())
                .contains("limit=${ONGGI_LIMIT:-%d}\n".formatted(SourceLimits.OF_BUILDS.unpacked() / 1024));
    }
}
