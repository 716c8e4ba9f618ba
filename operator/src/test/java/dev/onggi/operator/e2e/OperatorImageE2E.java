package dev.onggi.operator.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.operator.docs.Reader;
import dev.onggi.testbed.Terminal;
import dev.onggi.testbed.TestCluster;
import dev.onggi.testbed.TestNamespace;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The image of an installation, of what Maven has packaged, as the README has it. */
@ExtendWith(E2eCluster.class)
class OperatorImageE2E {

    private static final String IMAGE = "registry.example.com/onggi/operator:0.1.0";

    @TempDir
    private Path directory;

    @Test
    void shouldHaveTheNativePartOfItsCryptographyForThisProcessor(TestCluster cluster) {
        // When
        var log = cluster.kubectl("logs", "-n", "onggi-system", "deployment/onggi-operator");

        // Then
        assertThat(log).contains("looks after all namespaces").doesNotContain("NativeCryptography");
    }

    @Test
    void shouldBeBuiltAndRun(TestCluster cluster, TestNamespace namespace) {
        // Given
        var terminal = Terminal.open(directory, cluster, namespace.name());

        // When
        new Reader("README.md", terminal).type("docker build");

        // Then
        try {
            assertThat(terminal.run("docker run --rm %s images 2>&1 || echo \"exit code $?\"".formatted(IMAGE)))
                    .as("no registry was named")
                    .contains("Usage: images", "exit code 2");
        } finally {
            terminal.run("docker image rm " + IMAGE);
        }
    }
}
