package dev.onggi.operator.gateway;

import java.time.Clock;
import java.util.function.Consumer;

/**
 * The gateway's main program. It is set up by the environment ({@link GatewaySettings}), serves until it is told to end
 * (SIGTERM), and then lets the requests that run finish.
 */
public final class Gateway {

    private Gateway() {}

    /**
     * Serves until the process ends; ends it with 1 where it cannot start, after a sentence that says why.
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
            var running = RunningGateway.start(settings, log);
            Runtime.getRuntime().addShutdownHook(new Thread(running::close, "shutdown"));
            log.accept("gateway serves on port " + running.port()
                    + (settings.tls().isPresent() ? " with TLS" : " without TLS"));
        } catch (SettingsException e) {
            System.err.println("The gateway cannot start: " + e.getMessage());
            System.exit(1);
        }
    }
}
