package dev.onggi.operator.runner;

import dev.onggi.operator.builder.api.BuilderApi;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;

/** The runner's main program. The key of its certificate is in its own container alone, where no build's step runs. */
public final class Runner {

    private static final Path TLS = Path.of("/onggi/tls");
    private static final Path BUILDS = Path.of("/builds");
    private static final Path SOURCES = Path.of("/sources");
    private static final Path MESSAGE = Path.of("/dev/termination-log");

    private Runner() {}

    /**
     * Runs until the process is killed.
     *
     * @param arguments how many builds are made at a time
     * @throws IOException when it cannot listen; the cause is in the termination message, too
     * @throws GeneralSecurityException when its certificate cannot be used; likewise
     */
    public static void main(String[] arguments) throws IOException, GeneralSecurityException {
        try {
            var builds = new Builds(
                    new BuildFiles(BUILDS, SOURCES),
                    new ScriptPipe(SOURCES, System.out::println),
                    new ScriptPipe(BUILDS, System.out::println),
                    Integer.parseInt(arguments[0]),
                    Clock.systemUTC());
            new FirstOrder(TLS).begin(builds);
            new RunnerServer(builds, new RunnerTls(TLS).context(), new InetSocketAddress(BuilderApi.PORT)).start();
            System.out.println("The builder takes builds.");
        } catch (IOException | GeneralSecurityException e) {
            Files.writeString(MESSAGE, "the runner cannot start: " + e.getMessage());
            throw e;
        }
    }
}
