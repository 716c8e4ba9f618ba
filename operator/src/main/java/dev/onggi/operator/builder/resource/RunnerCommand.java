package dev.onggi.operator.builder.resource;

import java.util.ArrayList;
import java.util.List;

/** How the runner is started: a Java runtime that is there quickly and takes little memory. */
final class RunnerCommand {

    private static final List<String> FLAGS = List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseCompactObjectHeaders",
            "-Xms8m",
            "-Xmx64m",
            "-XX:MinHeapFreeRatio=10",
            "-XX:MaxHeapFreeRatio=30",
            "-Xss512k",
            "-XX:ReservedCodeCacheSize=16m",
            "-XX:-UsePerfData",
            "-XX:+ExitOnOutOfMemoryError");

    private RunnerCommand() {}

    /** In the operator's image, which has the class path and what was loaded from it: see its Dockerfile. */
    static List<String> of(int atATime) {
        var command = new ArrayList<String>();
        command.add("java");
        command.addAll(FLAGS);
        command.addAll(
                List.of("@/opt/onggi/runner.args", "dev.onggi.operator.runner.Runner", Integer.toString(atATime)));
        return List.copyOf(command);
    }
}
