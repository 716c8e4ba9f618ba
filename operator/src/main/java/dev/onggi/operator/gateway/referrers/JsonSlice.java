package dev.onggi.operator.gateway.referrers;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.util.Arrays;

/** Cuts values out of JSON as they stand: a tree of four MiB of JSON would be ten times as large. */
final class JsonSlice {

    private JsonSlice() {}

    /** The bytes of the value that a parser of these bytes is at; moves it to the value's end. */
    static byte[] current(JsonParser json, byte[] document) throws IOException {
        int start = (int) json.currentTokenLocation().getByteOffset();
        json.skipChildren();
        return to(json, document, start);
    }

    /** The bytes from a place on to the end of the token that a parser is at. */
    static byte[] to(JsonParser json, byte[] document, int start) throws IOException {
        int end = (int) json.currentLocation().getByteOffset();
        if (start < 0 || end < start) {
            throw new IOException("JSON that is not in UTF-8"); // places are known in no other encoding
        }
        return Arrays.copyOfRange(document, start, end);
    }
}
