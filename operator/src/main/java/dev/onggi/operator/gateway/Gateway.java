package dev.onggi.operator.gateway;

import dev.onggi.operator.gateway.api.StorageFault;
import dev.onggi.operator.gateway.storage.BucketCheck.Finding;
import java.time.Clock;
import java.util.function.Consumer;

/**
 * The gateway's main program. It is set up by the environment ({@link GatewaySettings}), serves until it is told to end
 * (SIGTERM) or its bucket refuses it ({@link StorageFault}), and then lets the requests that run finish.
 */
public final class Gateway {

    private Gateway() {}

    /**
     * Serves until the process ends; ends it where it cannot start, with 1 or the code of a {@link StorageFault}, after a
     * sentence that says why.
     *
     * @param args none
     */
    public static void main(String[] args) {
        Consumer<String> log = line -> System.out.println(Clock.systemUTC().instant() + " " + line);
        // the address behind is a number, and the JDK's own logging needs no more classes
        System.setProperty("vertx.disableDnsResolver", "true");
        System.setProperty("vertx.logger-delegate-factory-class-name", "io.vertx.core.logging.JULLogDelegateFactory");
        io.netty.util.internal.logging.InternalLoggerFactory.setDefaultFactory(
                io.netty.util.internal.logging.JdkLoggerFactory.INSTANCE);
        try {
            var settings = GatewaySettings.of(System.getenv());
            var bucket = BucketWatch.of(settings);
            if (bucket.isPresent()) {
                bucket.get().beforeStart().ifPresent(Gateway::end);
            }
            var running = RunningGateway.start(settings, log);
            Runtime.getRuntime().addShutdownHook(new Thread(running::close, "shutdown"));
            log.accept("gateway serves on port " + running.port()
                    + (settings.tls().isPresent() ? " with TLS" : " without TLS"));
            bucket.ifPresent(watch -> new Background(log)
                    .every(BucketWatch.LOOK, () -> watch.whileServing().ifPresent(Gateway::end)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // then the process is ending
        } catch (SettingsException e) {
            System.err.println("The gateway cannot start: " + e.getMessage());
            System.exit(1);
        }
    }

    private static void end(Finding finding) {
        System.err.println(StorageFault.line(finding.words()));
        System.exit(finding.fault().exitCode());
    }
}
