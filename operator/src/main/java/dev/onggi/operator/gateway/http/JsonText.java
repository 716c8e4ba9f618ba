package dev.onggi.operator.gateway.http;

import com.fasterxml.jackson.core.io.JsonStringEncoder;

/** Text as a JSON string. */
final class JsonText {

    private JsonText() {}

    static String quoted(String text) {
        var quoted = new StringBuilder("\"");
        JsonStringEncoder.getInstance().quoteAsString(text, quoted);
        return quoted.append('"').toString();
    }
}
