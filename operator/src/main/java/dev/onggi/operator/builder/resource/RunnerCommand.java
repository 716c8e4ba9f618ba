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

    /** In the operator's image, whose directory with the gateway's jars has those of JSON. */
    static List<String> of(int atATime) {
        var command = new ArrayList<String>();
        command.add("java");
        command.addAll(FLAGS);
        command.addAll(List.of(
                "-cp",
                "/opt/onggi/app/*:/opt/onggi/gateway/*",
                "dev.onggi.operator.runner.Runner",
                Integer.toString(atATime)));
        return List.copyOf(command);
    }
}
