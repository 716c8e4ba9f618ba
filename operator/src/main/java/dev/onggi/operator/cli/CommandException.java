package dev.onggi.operator.cli;

/** The command cannot do what it was asked for. The message says why and what to do, and carries no secret. */
final class CommandException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private static final int FAILED = 1;
    private static final int USED_WRONGLY = 2;

    private final int exitCode;

    private CommandException(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    /** Something is missing, refused or out of reach. */
    static CommandException failed(String message) {
        return new CommandException(FAILED, message);
    }

    /** The arguments make no sense. */
    static CommandException usage(String message, String usage) {
        return new CommandException(USED_WRONGLY, message + "\n" + usage);
    }

    int exitCode() {
        return exitCode;
    }
}
