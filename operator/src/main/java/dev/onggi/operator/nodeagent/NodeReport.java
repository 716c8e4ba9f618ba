package dev.onggi.operator.nodeagent;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.SortedMap;

/**
 * What the operator learns of a node, by the termination message of the agent's containers (at most 4096 bytes). It is
 * one JSON object, written by hand: the agent needs no library for it.
 *
 * @param runtime the runtime's word
 * @param configPath where the runtime reads the configuration of registries
 * @param hostsConfig whether what the agent writes makes the node able to pull
 * @param cause a sentence that says why not and what to do; empty where it does
 * @param findings what the agent found since
 */
record NodeReport(NodeRuntime runtime, List<String> configPath, boolean hostsConfig, String cause, Findings findings) {

    /** So many findings of each kind are told; each is short, so that all fit. */
    private static final int MAX_FINDINGS = 6;

    private static final String REFUSED = "\"refused\":";
    private static final int MAX_TEXT = 800;
    private static final int MAX_REASON = 160;

    static NodeReport works(NodeRuntime runtime, List<String> configPath) {
        return new NodeReport(runtime, configPath, true, "", Findings.none());
    }

    static NodeReport cannot(NodeRuntime runtime, List<String> configPath, String cause) {
        return new NodeReport(runtime, configPath, false, cause, Findings.none());
    }

    /** The report as one line. */
    String toJson() {
        return "{\"runtime\":%s,\"configPath\":[%s],\"hostsConfig\":%s,\"cause\":%s,%s}"
                .formatted(
                        quoted(runtime.word()),
                        configPath.stream().limit(4).map(NodeReport::quoted).collect(joining(",")),
                        hostsConfig,
                        quoted(cut(cause, MAX_TEXT)),
                        json(findings));
    }

    /** A report as it was written, with other findings. Nothing but this class writes such lines. */
    static String withFindings(String json, Findings findings) {
        int end = json.lastIndexOf(REFUSED);
        return end < 0 ? json : json.substring(0, end) + json(findings) + "}";
    }

    private static String json(Findings findings) {
        return REFUSED + json(findings.refused()) + ",\"repaired\":" + json(findings.repaired());
    }

    private static String json(SortedMap<String, String> sentences) {
        return sentences.entrySet().stream()
                .limit(MAX_FINDINGS)
                .map(entry -> quoted(entry.getKey()) + ":" + quoted(cut(entry.getValue(), MAX_REASON)))
                .collect(joining(",", "{", "}"));
    }

    private static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length) + "…";
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.chars().forEach(c -> {
            if (c == '"' || c == '\\') {
                quoted.append('\\').append((char) c);
            } else if (c < ' ') {
                quoted.append("\\u%04x".formatted(c));
            } else {
                quoted.append((char) c);
            }
        });
        return quoted.append('"').toString();
    }
}
