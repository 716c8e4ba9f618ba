package dev.onggi.testbed;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * A program with its arguments.
 *
 * @param arguments the program, then what it gets; nothing is interpreted by a shell
 * @param directory where it runs
 * @param environment variables on top of this process's own
 */
record Command(List<String> arguments, Path directory, Map<String, String> environment) {

    /** How a program ended. */
    record Outcome(int exitCode, String output, String errors) {

        boolean succeeded() {
            return exitCode == 0;
        }
    }

    static Command of(String... arguments) {
        return new Command(List.of(arguments), Path.of(""), Map.of());
    }

    Command in(Path otherDirectory) {
        return new Command(arguments, otherDirectory, environment);
    }

    Command with(Map<String, String> variables) {
        return new Command(arguments, directory, variables);
    }

    /** Runs it to its end and returns its standard output; everything else than success is an exception. */
    String run() {
        return run("");
    }

    /** Like {@link #run()}, with text on its standard input. */
    String run(String input) {
        var outcome = outcome(input);
        if (!outcome.succeeded()) {
            throw new CommandFailedException(arguments, outcome);
        }
        return outcome.output();
    }

    /** Runs it to its end, however that is. */
    Outcome outcome(String input) {
        var process = start(false);
        var output = CompletableFuture.supplyAsync(() -> text(process.getInputStream()), Command::startThread);
        var errors = CompletableFuture.supplyAsync(() -> text(process.getErrorStream()), Command::startThread);
        try (var stdin = process.getOutputStream()) {
            stdin.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // a program may end without having read its input: its exit code tells more
        }
        return new Outcome(exitCode(process), output.join(), errors.join());
    }

    /**
     * Runs it to its end and hands over every line, of output and errors alike, as it comes; returns the exit code.
     *
     * @param patience how long it may take until the first line; then it is ended
     */
    int stream(Duration patience, Consumer<String> line) {
        var process = start(true);
        var silent = new AtomicBoolean(true);
        CompletableFuture.delayedExecutor(patience.toMillis(), TimeUnit.MILLISECONDS)
                .execute(() -> {
                    if (silent.get()) {
                        process.destroy();
                    }
                });
        // not inherited: Maven talks with the JVM that runs the tests through its standard streams
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            process.getOutputStream().close();
            lines.lines().peek(any -> silent.set(false)).forEach(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return exitCode(process);
    }

    private Process start(boolean errorsToo) {
        var builder = new ProcessBuilder(arguments)
                .directory(directory.toAbsolutePath().toFile());
        builder.environment().putAll(environment);
        try {
            return builder.redirectErrorStream(errorsToo).start();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run " + arguments.getFirst() + ": is it installed?", e);
        }
    }

    private static int exitCode(Process process) {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static String text(InputStream stream) {
        try (stream) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void startThread(Runnable task) {
        Thread.ofVirtual().start(task);
    }
}
