package dev.onggi.operator.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** A profile taken apart into one rule per call, so that two profiles can be compared however they group their calls. */
record SeccompRules(String defaultAction, Set<String> architectures, Set<Rule> rules) {

    /** One call with its outcome; in words as docs/seccomp.md has them. */
    record Rule(String call, String action, String condition) {
        @Override
        public String toString() {
            return call + ": " + action + condition;
        }
    }

    static SeccompRules parse(String text) {
        JsonNode profile = json(text);
        Set<String> architectures = new TreeSet<>();
        profile.get("architectures").forEach(architecture -> architectures.add(architecture.asText()));
        Set<Rule> rules = new HashSet<>();
        for (JsonNode entry : profile.get("syscalls")) {
            entry.get("names").forEach(name -> rules.add(new Rule(name.asText(), action(entry), condition(entry))));
        }
        return new SeccompRules(profile.get("defaultAction").asText(), architectures, rules);
    }

    static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError("not JSON", e);
        }
    }

    private static String action(JsonNode entry) {
        return switch (entry.get("action").asText()) {
            case "SCMP_ACT_ALLOW" -> "allowed";
            case "SCMP_ACT_ERRNO" -> entry.path("errnoRet").asInt() == 38 ? "answers ENOSYS" : "refused";
            default -> entry.toString();
        };
    }

    private static String condition(JsonNode entry) {
        if (!entry.has("args")) {
            return "";
        }
        return StreamSupport.stream(entry.get("args").spliterator(), false)
                .map(SeccompRules::conditionOf)
                .collect(Collectors.joining(" and ", " if `", "`"));
    }

    private static String conditionOf(JsonNode arg) {
        String name = "arg" + arg.get("index").asInt();
        String value = "0x" + Long.toHexString(arg.get("value").asLong());
        return switch (arg.get("op").asText()) {
            case "SCMP_CMP_EQ" -> name + " == " + value;
            case "SCMP_CMP_LT" -> name + " < " + value;
            case "SCMP_CMP_MASKED_EQ" ->
                name + " & " + value + " == " + arg.path("valueTwo").asLong();
            default -> arg.toString();
        };
    }
}
