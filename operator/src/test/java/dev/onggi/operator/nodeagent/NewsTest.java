package dev.onggi.operator.nodeagent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.operator.TestClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NewsTest {

    private static final String WORKS = """
            version = 3
            [plugins.'io.containerd.cri.v1.images'.registry]
              config_path = '/etc/containerd/certs.d'
            """;
    private static final Findings REFUSED =
            new Findings(new TreeMap<>(Map.of(Samples.DIRECTORY, "somebody else's")), new TreeMap<>());

    @TempDir
    Path root;

    private final TestClock clock = TestClock.standingAt(Instant.parse("2026-03-01T12:00:00Z"));
    private Path configuration;
    private News news;

    @BeforeEach
    void setUp() throws IOException {
        Files.createDirectories(root.resolve("dev"));
        configuration =
                Files.createDirectories(root.resolve("node/etc/containerd")).resolve("config.toml");
        Files.writeString(configuration, WORKS);
        Inspect.main(new String[] {root.toString()});
        news = newAgent();
    }

    @Test
    void shouldHaveNothingToTellWhenNothingChangedSinceTheInspection() throws IOException {
        // When
        news.tell(Findings.none());

        // Then
        assertThat(waiting()).isEmpty();
        assertThat(told()).isEqualTo(Files.readString(root.resolve("dev/termination-log")));
    }

    @Test
    void shouldOfferWhatIsNewUntilItIsTakenWhenADirectoryIsRefused() throws IOException {
        // When
        news.tell(REFUSED);
        newAgent().tell(REFUSED);

        // Then
        assertThat(waiting())
                .hasValueSatisfying(report -> assertThat(report)
                        .contains("\"hostsConfig\":true")
                        .contains("\"refused\":{\"registry.team-a.svc:5000\":\"somebody else's\"}"));

        // When
        take();
        news.tell(REFUSED);
        newAgent().tell(REFUSED);

        // Then
        assertThat(waiting()).isEmpty();
    }

    @Test
    void shouldTakeItBackWhenItIsOverBeforeItWasTaken() throws IOException {
        // Given
        news.tell(REFUSED);

        // When
        news.tell(Findings.none());

        // Then
        assertThat(waiting()).isEmpty();
    }

    @Test
    void shouldOfferTheNewestWhenItWasNotTakenInTime() throws IOException {
        // Given
        news.tell(REFUSED);

        // When
        news.tell(new Findings(new TreeMap<>(), new TreeMap<>(Map.of(Samples.DIRECTORY, "2026-03-01T12:00:00Z"))));

        // Then
        assertThat(waiting())
                .hasValueSatisfying(report -> assertThat(report)
                        .contains(
                                "\"refused\":{},\"repaired\":{\"registry.team-a.svc:5000\":\"2026-03-01T12:00:00Z\"}"));
    }

    @Test
    void shouldTellThatItIsOverWhenTheTroubleWasTold() throws IOException {
        // Given
        news.tell(REFUSED);
        take();
        news.tell(REFUSED);

        // When
        news.tell(Findings.none());

        // Then
        assertThat(waiting()).hasValueSatisfying(report -> assertThat(report).contains("\"refused\":{}"));
    }

    @Test
    void shouldTellWhenTheConfigurationOfTheNodeChangesForTheWorse() throws IOException {
        // Given
        news.tell(Findings.none());
        Files.writeString(configuration, "version = 3\n# without a config_path\n");

        // When
        news.tell(Findings.none());

        // Then
        assertThat(waiting()).as("it looks every ten seconds").isEmpty();

        // When
        clock.advance(Duration.ofSeconds(10));
        news.tell(Findings.none());

        // Then
        assertThat(waiting()).hasValueSatisfying(report -> assertThat(report).contains("\"hostsConfig\":false"));
    }

    @Test
    void shouldTellNothingWhenTheConfigurationChangesAndMeansTheSame() throws IOException {
        // Given
        news.tell(Findings.none());
        Files.writeString(configuration, WORKS + "# a remark\n");

        // When
        clock.advance(Duration.ofSeconds(10));
        news.tell(Findings.none());

        // Then
        assertThat(waiting()).isEmpty();
    }

    @Test
    void shouldNotTakeAnUnmountedConfigurationForAChangedOneWhenTheNodeRunsK3s() throws IOException {
        // Given: the agent for containerd, on a node with k3s, whose directory only its overlay mounts for the agent
        Files.delete(configuration);
        Path own = Files.createDirectories(root.resolve("node/var/lib/rancher/k3s/agent/etc/containerd"));
        Files.writeString(own.resolve("config.toml"), WORKS);
        Inspect.main(new String[] {root.toString()});
        Files.delete(own.resolve("config.toml"));

        // When
        newAgent().tell(Findings.none());

        // Then
        assertThat(waiting()).isEmpty();
        assertThat(told()).contains("\"runtime\":\"k3s\"");
    }

    @Test
    void shouldForgetWhatWaitsWhenTheNodeIsInspectedAgain() throws IOException {
        // Given
        news.tell(REFUSED);

        // When
        Inspect.main(new String[] {root.toString()});

        // Then
        assertThat(waiting()).isEmpty();
    }

    @Test
    void shouldKeepQuietWhenNobodyInspectedTheNode() throws IOException {
        // Given
        Files.delete(root.resolve("tmp/onggi/inspected"));

        // When
        newAgent().tell(REFUSED);

        // Then
        assertThat(waiting()).isEmpty();
    }

    private News newAgent() {
        return new News(root, new Inspection(new Installed(NodeRuntime.CONTAINERD, "/etc/containerd/certs.d")), clock);
    }

    private Optional<String> waiting() throws IOException {
        Path file = root.resolve(News.WAITING);
        return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
    }

    private String told() throws IOException {
        return Files.readString(root.resolve(News.TOLD));
    }

    private void take() throws IOException {
        Files.move(root.resolve(News.WAITING), root.resolve(News.TOLD), StandardCopyOption.REPLACE_EXISTING);
    }
}
