package dev.onggi.operator.localregistry.resource;

import java.util.ArrayList;
import java.util.List;

/** How the gateway is started in its container: the flags of its Java runtime, measured for little memory. */
public final class GatewayCommand {

    /**
     * The image has the jars that the gateway needs, of the many of the operator, in a directory of their own: the runtime
     * then opens a third of them, and finds no service of a library that only the operator uses.
     */
    private static final String CLASS_PATH = "/opt/onggi/app/*:/opt/onggi/gateway/*";

    /**
     * Both compilers, unlike the operator: only the second has the processor's own AES, without which a core encrypts 28
     * MB/s instead of 130. It costs 30 MiB.
     */
    private static final List<String> FLAGS = List.of(
            "-XX:+UseSerialGC",
            "-XX:+UseCompactObjectHeaders",
            "-Xms16m",
            "-Xmx64m",
            "-XX:MinHeapFreeRatio=10",
            "-XX:MaxHeapFreeRatio=30",
            "-Xss512k",
            "-XX:ReservedCodeCacheSize=32m",
            // what the compilers have needed for a moment goes back to the system
            "-XX:TrimNativeHeapInterval=5000",
            "-XX:-UsePerfData",
            "-XX:+ExitOnOutOfMemoryError",
            // Netty 4.1 asks for memory in a way of which the runtime warns
            "--sun-misc-unsafe-memory-access=allow",
            // the SDK of S3 logs by SLF4J, and need not be heard
            "-Dslf4j.internal.verbosity=ERROR");

    /** In the operator's image. */
    static final List<String> COMMAND = with("java", CLASS_PATH, "dev.onggi.operator.gateway.Gateway");

    private GatewayCommand() {}

    /** The command elsewhere, for measurements: another runtime, another class path. */
    public static List<String> with(String java, String classPath, String mainClass) {
        var command = new ArrayList<String>();
        command.add(java);
        command.addAll(FLAGS);
        command.addAll(List.of("-cp", classPath, mainClass));
        return List.copyOf(command);
    }
}
