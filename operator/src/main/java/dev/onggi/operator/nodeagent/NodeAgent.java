package dev.onggi.operator.nodeagent;

import dev.onggi.operator.model.SeccompProfile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;

/**
 * The agent's main program: a round each second, until it is killed.
 *
 * <p>It has no shutdown hook on purpose. The JVM ends at once on SIGTERM, nothing on the node is taken back (nodes must go on pulling
 * while the agent is upgraded or gone), and what a round left half-done is completed by the next agent's first round.
 */
public final class NodeAgent {

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private NodeAgent() {}

    /**
     * Runs until the process is killed. The paths are those that deploy/ mounts.
     *
     * @throws InterruptedException never: nobody interrupts the main thread
     */
    public static void main(String[] args) throws InterruptedException {
        Round round = new Round(
                new MountedConfigMap(Path.of("/etc/onggi/registries")),
                new CertsDirectory(Path.of("/host/certs.d")),
                new ProfileDirectory(Path.of("/host/seccomp")),
                SeccompProfile.forBuilds(),
                System.out::println);
        Signals signals = new Signals(Path.of("/tmp/onggi"), Clock.systemUTC());
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
