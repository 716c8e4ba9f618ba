package dev.onggi.operator.runner;

import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/**
 * Another container of the Pod, by the pipes of builder.sh. That it is gone is seen by who looks at the Pod: no build is
 * told of as ended then.
 */
final class ScriptPipe implements Scripts {

    private static final long LOOK_AGAIN_MILLIS = 20;

    private final Path directory;
    private final Path control;
    private final Consumer<String> log;
    private final BlockingQueue<String> commands = new LinkedBlockingQueue<>();

    /**
     * A container.
     *
     * @param directory where it has the directories of builds
     * @param log takes the lines that scripts print
     */
    ScriptPipe(Path directory, Consumer<String> log) {
        this.directory = directory;
        this.control = directory.resolve(".control");
        this.log = log;
    }

    @Override
    public void open(Listener listener) {
        thread("commands", this::write);
        thread("events", () -> read(listener));
    }

    @Override
    public void start(String id) {
        commands.add("start " + id);
    }

    @Override
    public void stop(String id) {
        commands.add("stop " + id);
    }

    /** A pipe takes a line of this length whole. */
    private void write() throws IOException, InterruptedException {
        try (var pipe = new FileOutputStream(awaited("commands").toFile())) {
            while (true) {
                pipe.write((commands.take() + "\n").getBytes(StandardCharsets.US_ASCII));
            }
        }
    }

    private void read(Listener listener) throws IOException, InterruptedException {
        try (var pipe = reader(awaited("events"))) {
            for (var line = pipe.readLine(); line != null; line = pipe.readLine()) {
                var words = line.split(" ", 3);
                switch (words[0]) {
                    case "started" -> thread("output of " + words[1], () -> print(words[1]));
                    case "ended" -> listener.ended(words[1], Integer.parseInt(words[2]));
                    default -> log.accept("builder.sh says what nobody understands: " + line);
                }
            }
        }
    }

    private void print(String id) throws IOException {
        var title = "[" + id.substring(0, id.lastIndexOf('-')) + "] ";
        try (var output = reader(directory.resolve(id).resolve("output"))) {
            for (var line = output.readLine(); line != null; line = output.readLine()) {
                log.accept(title + line);
            }
        }
    }

    private static BufferedReader reader(Path pipe) throws IOException {
        return new BufferedReader(new InputStreamReader(new FileInputStream(pipe.toFile()), StandardCharsets.UTF_8));
    }

    /** The pipes are made when the container is ready, whose BuildKit takes longer to start than this process. */
    private Path awaited(String name) throws InterruptedException {
        var pipe = control.resolve(name);
        while (!Files.exists(pipe)) {
            Thread.sleep(LOOK_AGAIN_MILLIS);
        }
        return pipe;
    }

    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    private void thread(String name, Work work) {
        Thread.ofPlatform().daemon().name(name).start(() -> {
            try {
                work.run();
            } catch (IOException e) {
                log.accept("the builder's " + name + " cannot be used: " + e.getMessage());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }
}
