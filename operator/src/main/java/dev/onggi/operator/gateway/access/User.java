package dev.onggi.operator.gateway.access;

/**
 * A user who has proved to be one.
 *
 * @param name for logs
 * @param right what the user may do
 * @param prefix what the repositories that the user may push to begin with; empty for all
 */
public record User(String name, Right right, String prefix) {

    /** Everybody, where the registry has no users. */
    public static final User ANYBODY = new User("anybody", Right.ADMIN, "");
}
