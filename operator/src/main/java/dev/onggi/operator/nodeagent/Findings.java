package dev.onggi.operator.nodeagent;

import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the agent found on the node that the operator has to know.
 *
 * @param refused what it left alone because it is somebody else's, with the reason, by the registry's name on the node
 * @param repaired what was in order, was damaged by somebody and was put right, with the time, by the same name
 */
record Findings(SortedMap<String, String> refused, SortedMap<String, String> repaired) {

    /** Nothing that was to be told. */
    static Findings none() {
        return new Findings(new TreeMap<>(), new TreeMap<>());
    }
}
