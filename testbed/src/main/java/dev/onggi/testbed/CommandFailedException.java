package dev.onggi.testbed;

import java.util.List;

/** A program ended with another exit code than 0; the message has its last words. */
public final class CommandFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int exitCode;

    CommandFailedException(List<String> arguments, Command.Outcome outcome) {
        super("exit code %d of: %s%n%s%s"
                .formatted(
                        outcome.exitCode(),
                        String.join(" ", arguments),
                        outcome.output(),
                        outcome.errors().strip()));
        this.exitCode = outcome.exitCode();
    }

    /** The exit code, never 0. */
    public int exitCode() {
        return exitCode;
    }
}
