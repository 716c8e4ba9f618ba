package dev.onggi.operator.nodeagent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.SortedMap;
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
    private static final SortedMap<String, String> NONE = new TreeMap<>();
    private static final SortedMap<String, String> REFUSED =
            new TreeMap<>(Map.of(Samples.DIRECTORY, "somebody else's"));

    @TempDir
    Path root;

    private final MovedClock clock = new MovedClock();
    private Path configuration;
    private News news;

    @BeforeEach
    void setUp() throws IOException {
        Files.createDirectories(root.resolve("dev"));
        configuration =
                Files.createDirectories(root.resolve("node/etc/containerd")).resolve("config.toml");
        Files.writeString(configuration, WORKS);
        Inspect.main(new String[] {root.toString()});
        Files.delete(root.resolve("dev/termination-log"));
        news = newAgent();
    }

    @Test
    void shouldHaveNothingToTellButLeaveWhatIsKnownWhenNothingChanged() throws IOException {
        // When
        boolean ends = news.tell(NONE);

        // Then
        assertThat(ends).isFalse();
        assertThat(message()).contains("\"hostsConfig\":true").contains("\"refused\":{}");
    }

    @Test
    void shouldEndOnceWhenADirectoryIsRefused() throws IOException {
        // When
        boolean ends = news.tell(REFUSED);
        boolean startedAgain = newAgent().tell(REFUSED);

        // Then
        assertThat(ends).isTrue();
        assertThat(startedAgain).isFalse();
        assertThat(message()).contains("\"refused\":{\"registry.team-a.svc:5000\":\"somebody else's\"}");
    }

    @Test
    void shouldEndWhenTheConfigurationOfTheNodeChangesForTheWorse() throws IOException {
        // Given
        news.tell(NONE);
        Files.writeString(configuration, "version = 3\n# without a config_path\n");

        // When
        boolean early = news.tell(NONE);
        clock.move(Duration.ofSeconds(10));
        boolean ends = news.tell(NONE);

        // Then
        assertThat(early).as("it looks every ten seconds").isFalse();
        assertThat(ends).isTrue();
        assertThat(message()).contains("\"hostsConfig\":false");
    }

    @Test
    void shouldNotEndWhenTheConfigurationChangesAndMeansTheSame() throws IOException {
        // Given
        news.tell(NONE);
        Files.writeString(configuration, WORKS + "# a remark\n");

        // When
        clock.move(Duration.ofSeconds(10));

        // Then
        assertThat(news.tell(NONE)).isFalse();
    }

    @Test
    void shouldEndThreeTimesInTenMinutesAtMostWhenSomebodyPutsADirectoryThereAgainAndAgain() throws IOException {
        // Given
        int ends = 0;

        // When
        for (int second = 0; second < 500; second++) {
            clock.move(Duration.ofSeconds(1));
            if (news.tell(second % 2 == 0 ? REFUSED : NONE)) {
                ends++;
                news = newAgent();
            }
        }

        // Then
        assertThat(ends).isEqualTo(3);

        // When
        clock.move(Duration.ofMinutes(10));

        // Then: the last word is told in the end
        assertThat(news.tell(message().contains("somebody else's") ? NONE : REFUSED))
                .isTrue();
    }

    @Test
    void shouldNotTakeAnUnmountedConfigurationForAChangedOneWhenTheNodeRunsK3s() throws IOException {
        // Given: the agent for containerd, on a node with k3s, whose directory only its overlay mounts for the agent
        Files.delete(configuration);
        Path own = Files.createDirectories(root.resolve("node/var/lib/rancher/k3s/agent/etc/containerd"));
        Files.writeString(own.resolve("config.toml"), WORKS);
        Inspect.main(new String[] {root.toString()});
        Files.delete(own.resolve("config.toml"));
        news = newAgent();

        // When
        boolean ends = news.tell(NONE);

        // Then
        assertThat(ends).isFalse();
        assertThat(message()).contains("\"runtime\":\"k3s\"");
    }

    @Test
    void shouldKeepQuietWhenNobodyInspectedTheNode() throws IOException {
        // Given
        Files.delete(root.resolve("tmp/onggi/inspected"));

        // When, Then
        assertThat(newAgent().tell(REFUSED)).isFalse();
    }

    private News newAgent() {
        return new News(root, new Inspection(new Installed(NodeRuntime.CONTAINERD, "/etc/containerd/certs.d")), clock);
    }

    private String message() throws IOException {
        return Files.readString(root.resolve("dev/termination-log"));
    }

    private static final class MovedClock extends Clock {

        private Instant now = Instant.parse("2026-01-01T00:00:00Z");

        void move(Duration by) {
            now = now.plus(by);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
