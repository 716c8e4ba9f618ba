package dev.onggi.operator.bench.load;

import java.util.regex.Pattern;

/** The memory of a process that lies in RAM, from its file {@code status} in /proc (proc_pid_status(5)). */
final class ResidentMemory {

    private static final Pattern LINE = Pattern.compile("^VmRSS:\\s+(\\d+) kB$", Pattern.MULTILINE);
    private static final long KIBIBYTES = 1024;

    private ResidentMemory() {}

    static long mebibytes(String status) {
        var line = LINE.matcher(status);
        if (!line.find()) {
            throw new IllegalArgumentException("no VmRSS in: " + status);
        }
        return Long.parseLong(line.group(1)) / KIBIBYTES;
    }
}
