package dev.onggi.operator.nodeagent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The program of the agent's init container: looks at the node once, leaves what it found for the agent, and tells it to
 * the operator as its termination message. It never fails because of what it finds: a node that cannot be understood is
 * reported, too.
 */
public final class Inspect {

    /** Where the kubelet reads the message from, below the root. */
    private static final String MESSAGE = "dev/termination-log";

    private Inspect() {}

    /**
     * Runs the inspection. The paths are those that deploy/ mounts.
     *
     * @param args nothing, or a directory that stands for {@code /}
     * @throws IOException when the report cannot be written
     */
    public static void main(String[] args) throws IOException {
        Path root = Path.of(args.length == 0 ? "/" : args[0]);
        Inspected inspected = Inspected.now(new Inspection(Installed.of(System.getenv())), root.resolve(News.NODE));
        inspected.write(root.resolve(News.INSPECTED));
        // after a restart of the node, what waited there is old
        Files.deleteIfExists(root.resolve(News.WAITING));
        AtomicFile.replace(root.resolve(News.TOLD), inspected.report());
        Files.writeString(root.resolve(MESSAGE), inspected.report());
        System.out.println(inspected.report());
    }
}
