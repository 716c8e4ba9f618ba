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
        Installed installed = Installed.of(System.getenv());
        Round round = new Round(
                new MountedConfigMap(root.resolve("etc/onggi/registries")),
                new Round.Node(
                        installed.runtime(),
                        new CertsDirectory(root.resolve("host/certs.d")),
                        new RegistriesDirectory(root.resolve("host/registries.conf.d")),
                        new ProfileDirectory(root.resolve("host/seccomp"))),
                SeccompProfile.forBuilds(),
                Clock.systemUTC(),
                System.out::println);
        Signals signals = new Signals(root.resolve("tmp/onggi"), Clock.systemUTC());
        News news = new News(root, new Inspection(installed), Clock.systemUTC());
        while (true) {
            Round.Result result = round.run();
            signal(signals, result.complete());
            tell(news, result.findings());
            Thread.sleep(PAUSE);
        }
    }

    private static void tell(News news, Findings findings) {
        try {
            news.tell(findings);
        } catch (IOException e) {
            System.err.println("what is new cannot be told: " + e);
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
