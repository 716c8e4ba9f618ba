package dev.onggi.operator.gateway;

import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * What files say, while they may change. What can no longer be read stays as it was, and is complained about once. Looked
 * at by one thread; the value may be read by all.
 *
 * @param <T> what the files say
 */
final class Watched<T> {

    private final String name;
    private final Source<T> source;
    private final Consumer<String> log;
    private byte[] content;
    private volatile T value;
    private String complaint;

    /**
     * Reads the files for the first time.
     *
     * @param name for the log
     * @throws SettingsException where they cannot be used
     */
    Watched(String name, Source<T> source, Consumer<String> log) throws SettingsException {
        this.name = name;
        this.source = source;
        this.log = log;
        try {
            content = source.content();
            value = source.parse(content);
        } catch (IOException e) {
            throw new SettingsException("the " + name + " cannot be used: " + reason(e), e);
        }
    }

    T value() {
        return value;
    }

    /**
     * Looks again.
     *
     * @param taken gets the new value where there is one
     */
    void look(Consumer<T> taken) {
        try {
            var now = source.content();
            if (!Arrays.equals(now, content)) {
                var read = source.parse(now);
                content = now;
                value = read;
                taken.accept(read);
                log.accept("the " + name + " changed, the new one is in use");
            }
            complaint = null;
        } catch (IOException e) {
            if (!Objects.equals(complaint, reason(e))) {
                complaint = reason(e);
                log.accept("the new " + name + " cannot be used, the former stays: " + complaint);
            }
        }
    }

    // the message of many a file system's exception is but the path
    private static String reason(IOException e) {
        return e.getClass() == IOException.class ? e.getMessage() : e.toString();
    }

    /** Files. */
    interface Source<T> {

        /** All they have, to be compared. */
        byte[] content() throws IOException;

        /** What it says; fails where it cannot be used, with a message that repeats no secret. */
        T parse(byte[] content) throws IOException;
    }
}
