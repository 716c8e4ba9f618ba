package dev.onggi.operator.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SeccompProfileTest {

    private static final Path DOCUMENT = Path.of("..", "docs", "seccomp.md");
    private static final Path DEFAULT = Path.of("src", "test", "resources", "seccomp", "containerd-default.json");

    private final SeccompRules profile =
            SeccompRules.parse(SeccompProfile.forBuilds().content());

    @Test
    void shouldNameTheFileByTheHashOfItsContent() {
        // When
        var seccompProfile = SeccompProfile.forBuilds();

        // Then
        assertThat(seccompProfile.localhostProfile())
                .isEqualTo("onggi/build-"
                        + Digest.of(seccompProfile.content()).hex().substring(0, 12) + ".json");
    }

    @Test
    void shouldAllowAllThatTheRuntimesDefaultAllows() throws IOException {
        // Given
        var runtimesDefault = SeccompRules.parse(Files.readString(DEFAULT));

        // Then
        assertThat(profile.rules()).containsAll(runtimesDefault.rules());
        assertThat(profile.architectures()).isEqualTo(runtimesDefault.architectures());
        assertThat(profile.defaultAction()).isEqualTo("SCMP_ACT_ERRNO").isEqualTo(runtimesDefault.defaultAction());
    }

    @Test
    void shouldGiveTheReasonOfEachCallBeyondTheDefaultInTheDocument() throws IOException {
        // Given
        var runtimesDefault = SeccompRules.parse(Files.readString(DEFAULT));
        SortedSet<String> beyond = new TreeSet<>();
        profile.rules().stream()
                .filter(rule -> !runtimesDefault.rules().contains(rule))
                .forEach(rule -> beyond.add(rule.toString()));

        // When
        SortedMap<String, String> explained = explained();

        // Then
        assertThat(explained.keySet()).isEqualTo(beyond);
        assertThat(explained.values()).allSatisfy(reason -> assertThat(reason).hasSizeGreaterThan(40));
    }

    @Test
    void shouldHaveOnlyFieldsThatTheRuntimeReads() throws IOException {
        // Given: the OCI runtime's format; Docker's own has more fields, which containerd drops without a word
        JsonNode json = SeccompRules.json(SeccompProfile.forBuilds().content());

        // Then
        assertThat(fields(json)).containsExactlyInAnyOrder("defaultAction", "architectures", "syscalls");
        json.get("syscalls")
                .forEach(rule -> assertThat(fields(rule)).isSubsetOf("names", "action", "errnoRet", "args"));
    }

    private static SortedSet<String> fields(JsonNode object) {
        return object.properties().stream().map(Map.Entry::getKey).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The rows of the document's first table: call and rule, and why. */
    private static SortedMap<String, String> explained() throws IOException {
        var row = Pattern.compile("^\\| `(\\w+)` \\| (allowed|answers)(.*?) \\| (.*) \\|$");
        SortedMap<String, String> reasons = new TreeMap<>();
        for (String line : Files.readAllLines(DOCUMENT)) {
            var matcher = row.matcher(line);
            if (matcher.matches()) {
                reasons.put(matcher.group(1) + ": " + matcher.group(2) + matcher.group(3), matcher.group(4));
            }
        }
        return reasons;
    }
}
