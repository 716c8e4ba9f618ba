package dev.onggi.operator.model;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Tells whether two builds have the same inputs: a hash of all that makes a difference to the image, and of the token by
 * which a user asks for one more build. The same fingerprint is never built twice without a fault in between.
 */
public final class BuildFingerprint {

    private final SortedMap<String, String> inputs = new TreeMap<>();

    /** This fingerprint with one input more. Null is an input of its own: absent differs from empty. */
    public BuildFingerprint with(String name, String value) {
        inputs.put(name, value);
        return this;
    }

    /** This fingerprint with the entries of a map as inputs, and their number: no map differs from an empty one. */
    public BuildFingerprint with(String name, Map<String, String> values) {
        with(name, Integer.toString(values.size()));
        values.forEach((key, value) -> with(name + "/" + key, value));
        return this;
    }

    /** This fingerprint with the elements of a list as inputs, in their order, and their number. */
    public BuildFingerprint with(String name, List<String> values) {
        with(name, Integer.toString(values.size()));
        for (int i = 0; i < values.size(); i++) {
            with(name + "/" + i, values.get(i));
        }
        return this;
    }

    /** The hash, 64 hex digits. Lengths stand before texts, so that no two sets of inputs read the same. */
    public String value() {
        var text = new StringBuilder();
        inputs.forEach((name, value) -> {
            append(text, name);
            append(text, value);
        });
        return Digest.of(text.toString()).hex();
    }

    private static void append(StringBuilder text, String value) {
        if (value == null) {
            text.append("-;");
        } else {
            text.append(value.length()).append(':').append(value).append(';');
        }
    }
}
