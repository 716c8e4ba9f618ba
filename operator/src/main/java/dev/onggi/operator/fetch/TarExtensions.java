package dev.onggi.operator.fetch;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What stands before an entry and says more of it than its own header can hold: long names, large sizes. */
final class TarExtensions {

    private final Map<String, String> values = new HashMap<>();

    /** Records "length key=value", a line each. */
    void addPax(byte[] records) throws TarReader.FormatException {
        int start = 0;
        while (start < records.length) {
            int space = start;
            while (space < records.length && records[space] != ' ') {
                space++;
            }
            int length = number(new String(records, start, space - start, StandardCharsets.US_ASCII));
            int end = start + length;
            if (length <= space - start + 1 || end > records.length || records[end - 1] != '\n') {
                throw broken();
            }
            var pair = new String(records, space + 1, end - space - 2, StandardCharsets.UTF_8);
            int equals = pair.indexOf('=');
            if (equals < 1) {
                throw broken();
            }
            values.put(pair.substring(0, equals), pair.substring(equals + 1));
            start = end;
        }
    }

    /** GNU tar's own way to say a long path. */
    void addName(byte[] text) {
        values.put("path", withoutEnd(text));
    }

    /** The same, of what a link leads to. */
    void addTarget(byte[] text) {
        values.put("linkpath", withoutEnd(text));
    }

    void requireNone() throws TarReader.FormatException {
        if (!values.isEmpty()) {
            throw broken();
        }
    }

    TarEntry applyTo(TarHeader header) throws TarReader.FormatException {
        var name = values.getOrDefault("path", header.name());
        var kind = kind(header, name);
        return new TarEntry(
                name,
                kind,
                kind == TarEntry.Kind.SYMBOLIC_LINK || kind == TarEntry.Kind.HARD_LINK
                        ? values.getOrDefault("linkpath", header.target())
                        : "",
                header.mode(),
                modified(header),
                kind == TarEntry.Kind.FILE || kind == TarEntry.Kind.OTHER ? size(header) : 0);
    }

    private TarEntry.Kind kind(TarHeader header, String name) {
        if (values.keySet().stream().anyMatch(key -> key.startsWith("GNU.sparse."))) {
            return TarEntry.Kind.OTHER; // its content is no file's, but pieces of one
        }
        return switch (header.type()) {
            // before POSIX a directory was a file whose name ends so
            case '0', '\0', '7' -> name.endsWith("/") ? TarEntry.Kind.DIRECTORY : TarEntry.Kind.FILE;
            case '1' -> TarEntry.Kind.HARD_LINK;
            case '2' -> TarEntry.Kind.SYMBOLIC_LINK;
            case '5' -> TarEntry.Kind.DIRECTORY;
            default -> TarEntry.Kind.OTHER;
        };
    }

    private long size(TarHeader header) throws TarReader.FormatException {
        var size = values.get("size");
        if (size == null) {
            return header.size();
        }
        try {
            return Math.max(0, Long.parseLong(size));
        } catch (NumberFormatException e) {
            throw broken();
        }
    }

    /** It may have a fraction; a date that is none is not worth a refusal. */
    private long modified(TarHeader header) {
        return Optional.ofNullable(values.get("mtime"))
                .map(time -> time.replaceFirst("\\..*$", ""))
                .filter(time -> time.matches("-?[0-9]{1,15}"))
                .map(Long::valueOf)
                .orElse(header.modified());
    }

    private static int number(String digits) throws TarReader.FormatException {
        try {
            return Integer.parseInt(digits);
        } catch (NumberFormatException e) {
            throw broken();
        }
    }

    private static String withoutEnd(byte[] text) {
        var name = new String(text, StandardCharsets.UTF_8);
        int end = name.indexOf('\0');
        return end < 0 ? name : name.substring(0, end);
    }

    private static TarReader.FormatException broken() {
        return new TarReader.FormatException("an extended header is broken");
    }
}
