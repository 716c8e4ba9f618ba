package dev.onggi.testbed;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What Prometheus makes of expressions over what was scraped, by its own engine: see {@code testbed/parts/promql}.
 *
 * @param target labels that a scrape adds, such as {@code job}
 * @param scrapes what was scraped, oldest first
 */
public record Promql(Map<String, String> target, List<Scrape> scrapes) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** What an endpoint answered at a time. */
    public record Scrape(long seconds, String text) {}

    /** A number of an answer; a text, for it may be NaN. */
    public record Sample(Map<String, String> labels, String value) {}

    /**
     * What an expression comes to.
     *
     * @param error why it is none, or null
     * @param metrics names that it selects
     * @param samples what it evaluates to at the time of the last scrape
     */
    public record Answer(String error, List<String> metrics, List<Sample> samples) {}

    private record Question(Map<String, String> target, List<Scrape> scrapes, List<String> expressions) {}

    /** Evaluates expressions, each once. */
    public Map<String, Answer> evaluate(List<String> expressions) {
        var asked = List.copyOf(expressions);
        try {
            var output = Command.of(Programs.promql().toString())
                    .run(JSON.writeValueAsString(new Question(target, scrapes, asked)));
            var lines = new ArrayList<>(output.lines().toList());
            var answers = new LinkedHashMap<String, Answer>();
            for (int i = 0; i < asked.size(); i++) {
                answers.put(asked.get(i), JSON.readValue(lines.get(i), Answer.class));
            }
            return answers;
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
