package dev.onggi.operator.docs;

import dev.onggi.testbed.Terminal;
import java.util.List;

/**
 * Somebody who does what a page says, in a namespace of his own: where the page speaks of {@code default} or {@code team-a}, he
 * takes that.
 *
 * @param page what he reads
 * @param terminal what he has before him
 */
public record Reader(Page page, Terminal terminal) {

    /** A namespace before what is in it, and after what asks for one. */
    private static final String NAMESPACE = "\\b(?:default|team-[ab])(?=[/:])|(?<= -n | namespace )team-[ab]\\b";

    /** A reader of the page with this path from the top of the project. */
    public Reader(String page, Terminal terminal) {
        this(Page.of(page), terminal);
    }

    /**
     * Runs a command of the page and returns what it prints; fails with what it says.
     *
     * @param beginning what no other command of the page begins with
     * @param more arguments that he adds
     */
    public String type(String beginning, String... more) {
        return terminal.run(String.join(" ", command(beginning), String.join(" ", List.of(more)))
                .strip());
    }

    /** A command of the page, in his namespace. */
    public String command(String beginning) {
        return page.command(beginning).replaceAll(NAMESPACE, terminal.namespace());
    }
}
