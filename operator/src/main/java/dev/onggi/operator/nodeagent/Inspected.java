package dev.onggi.operator.nodeagent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the inspection of the node found, kept in a file that the agent's containers share and that survives their
 * restarts.
 *
 * @param runtime the node's runtime
 * @param fingerprint fingerprint of the files that were read of the runtime's configuration
 * @param report the report as one line
 * @param paths these files, there or not, by their paths on the node; none that the agent does not see
 */
record Inspected(NodeRuntime runtime, String fingerprint, String report, List<String> paths) {

    private static final int FIXED_LINES = 3;

    /** Inspects a node whose files are mounted below {@code node}. */
    static Inspected now(Inspection inspection, Path node) {
        NodeReport report = inspection.of(new NodeFiles(node));
        return now(inspection, report.runtime(), node);
    }

    private static Inspected now(Inspection inspection, NodeRuntime runtime, Path node) {
        NodeFiles files = new NodeFiles(node);
        NodeReport report = inspection.of(runtime, files);
        List<String> paths = files.consulted().stream()
                .filter(path -> inspection.sees(path, runtime))
                .toList();
        return new Inspected(runtime, Fingerprint.of(node, paths), report.toJson(), paths);
    }

    /** Reads the file; empty when there is none. */
    static Optional<Inspected> read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(file);
        return lines.size() < FIXED_LINES
                ? Optional.empty()
                : NodeRuntime.parse(lines.get(0))
                        .map(runtime -> new Inspected(
                                runtime,
                                lines.get(1),
                                lines.get(2),
                                List.copyOf(lines.subList(FIXED_LINES, lines.size()))));
    }

    void write(Path file) throws IOException {
        List<String> lines = new ArrayList<>(List.of(runtime.word(), fingerprint, report));
        lines.addAll(paths);
        Files.createDirectories(file.getParent());
        AtomicFile.replace(file, String.join("\n", lines) + "\n");
    }

    /**
     * The same, or made anew where the configuration of the runtime has changed. That the node got another runtime is not
     * seen here: no node gets one without being drained.
     */
    Inspected refreshed(Inspection inspection, Path node) {
        return fingerprint.equals(Fingerprint.of(node, paths)) ? this : now(inspection, runtime, node);
    }
}
