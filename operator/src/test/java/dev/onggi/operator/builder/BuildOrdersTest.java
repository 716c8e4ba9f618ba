package dev.onggi.operator.builder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.operator.imagebuild.Samples;
import dev.onggi.operator.imagebuild.resource.BuildPlan;
import dev.onggi.operator.imagebuild.resource.PushTarget;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BuildOrdersTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                                          | https://git.example.com/hello.git;
            ', revision: v1'                            | https://git.example.com/hello.git;v1
            ', submodules: false'                       | https://git.example.com/hello.git;
            ', depth: 0'                                | https://git.example.com/hello.git;;0
            ', submodules: true'                        | https://git.example.com/hello.git;;;submodules
            ', revision: v1, submodules: true, depth: 9' | https://git.example.com/hello.git;v1;9;submodules
            """)
    void shouldFetchWhatTheSpecAsksFor(String fields, String arguments) {
        // Given
        var source = "source: {git: {url: 'https://git.example.com/hello.git'%s}}".formatted(fields);
        var plan = new BuildPlan(
                Samples.imageBuild(source, "cache: {mode: Shared, size: 10Gi}"),
                PushTarget.of(Samples.registry("registry"), "team-a"),
                Optional.empty(),
                Samples.SETTINGS);

        // When
        var order = BuildOrders.of(plan, BuildOrders.key(plan, 1, 1), Optional.empty());

        // Then
        assertThat(plan.isShared()).isTrue();
        assertThat(String.join(";", order.fetch())).isEqualTo(arguments);
    }
}
