package dev.onggi.operator.cli;

import dev.onggi.operator.registry.RegistryException;
import java.io.PrintStream;

/** How a command ends. */
final class Command {

    private Command() {}

    /**
     * Runs one, and prints why it could not do what it was asked for.
     *
     * @return the exit code: 0, 1 where something is missing, refused or out of reach, 2 where the arguments make no sense
     */
    static int run(PrintStream err, Runnable command) {
        try {
            command.run();
            return 0;
        } catch (CommandException e) {
            err.println(e.getMessage());
            return e.exitCode();
        } catch (RegistryException e) {
            err.println(
                    "the registry cannot be asked: " + e.getMessage()
                            + "; the command has to run in the cluster, and the registry has to be Available (kubectl get lreg -A)");
            return 1;
        }
    }
}
