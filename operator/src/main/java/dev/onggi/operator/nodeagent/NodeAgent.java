package dev.onggi.operator.nodeagent;

import dev.onggi.operator.model.SeccompProfile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;

/**
 * The agent's main program: a round each second, until it is killed.
 *
 * <p>It has no shutdown hook on purpose. The JVM ends at once on SIGTERM, nothing on the node is taken back (nodes must
 * go on pulling while the agent is upgraded or gone), and what a round left half-done is completed by the next agent's
 * first round.
 */
public final class NodeAgent {

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private NodeAgent() {}

    /**
     * Runs until the process is killed. The paths are those that deploy/ mounts.
     *
     * @param args nothing, or a directory that stands for {@code /}
     * @throws InterruptedException never: nobody interrupts the main thread
     */
    public static void main(String[] args) throws InterruptedException {
        Path root = Path.of(args.length == 0 ? "/" : args[0]);
        Round round = new Round(
                new MountedConfigMap(root.resolve("etc/onggi/registries")),
                new CertsDirectory(root.resolve("host/certs.d")),
                new ProfileDirectory(root.resolve("host/seccomp")),
                SeccompProfile.forBuilds(),
                System.out::println);
        Signals signals = new Signals(root.resolve("tmp/onggi"), Clock.systemUTC());
        while (true) {
            signal(signals, round.run());
            Thread.sleep(PAUSE);
        }
    }

    /** An agent that cannot give the sign of life will be killed for it; until then it goes on working. */
    private static void signal(Signals signals, boolean complete) {
        try {
            signals.roundEnded(complete);
        } catch (IOException e) {
            System.err.println("the files for the probes cannot be written: " + e);
        }
    }
}
