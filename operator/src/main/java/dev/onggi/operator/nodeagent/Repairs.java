package dev.onggi.operator.nodeagent;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Tells damage from what is new: a file that had to be written although a former round had left it in order, and nobody
 * has asked for another content since, was damaged by somebody.
 */
final class Repairs {

    private final Clock clock;
    private final SortedMap<String, String> repaired = new TreeMap<>();
    private Map<String, Object> inOrder = Map.of();

    Repairs(Clock clock) {
        this.clock = clock;
    }

    /**
     * Takes the end of a round.
     *
     * @param wanted what the round had to attain
     * @param written what it wrote, by the names of registries on the node
     * @param open what it could not or must not attain, by the same names
     * @return what has been put right up to now, of that which is wanted, with the time
     */
    SortedMap<String, String> after(Wanted wanted, Collection<String> written, Collection<String> open) {
        Map<String, Object> contents = contents(wanted);
        String now = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
        written.stream()
                .filter(name -> contents.containsKey(name) && contents.get(name).equals(inOrder.get(name)))
                .forEach(name -> repaired.put(name, now));
        repaired.keySet().retainAll(contents.keySet());
        contents.keySet().removeAll(open);
        inOrder = contents;
        return new TreeMap<>(repaired);
    }

    private static Map<String, Object> contents(Wanted wanted) {
        Map<String, Object> contents = new HashMap<>(wanted.configurations());
        wanted.directories().forEach((registry, files) -> contents.put(registry.toString(), files));
        return contents;
    }
}
