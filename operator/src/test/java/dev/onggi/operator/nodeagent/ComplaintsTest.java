package dev.onggi.operator.nodeagent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ComplaintsTest {

    private final List<String> log = new ArrayList<>();
    private final Complaints complaints = new Complaints(log::add);

    @Test
    void shouldSayItOnceWhenItStaysWrong() {
        // When
        update(Map.of("a", "is broken"));
        update(Map.of("a", "is broken"));

        // Then
        assertThat(log).containsExactly("a: is broken");
    }

    @Test
    void shouldSayItAgainWhenTheCauseChangesOrComesBack() {
        // When
        update(Map.of("a", "is broken"));
        update(Map.of("a", "is gone"));
        update(Map.of());
        update(Map.of("a", "is gone"));

        // Then
        assertThat(log).containsExactly("a: is broken", "a: is gone", "a: in order again", "a: is gone");
    }

    private void update(Map<String, String> wrong) {
        complaints.update(new TreeMap<>(wrong));
    }
}
