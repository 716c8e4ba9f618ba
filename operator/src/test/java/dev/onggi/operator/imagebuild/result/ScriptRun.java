package dev.onggi.operator.imagebuild.result;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs a script as a container would, but below a folder of its own and with commands that stand in for real ones. */
record ScriptRun(Path root) {

    /** What became of it. */
    record End(int code, String told) {}

    /** Puts a file where the script expects one in its container. */
    ScriptRun file(String path, String content) {
        try {
            var file = root.resolve(path);
            Files.createDirectories(file.getParent());
            Files.writeString(file, content);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Puts a link there. */
    ScriptRun link(String path, String target) {
        try {
            var link = root.resolve(path);
            Files.createDirectories(link.getParent());
            Files.createSymbolicLink(link, Path.of(target));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Puts a command before those of the machine. */
    ScriptRun command(String name, String script) {
        file("bin/" + name, "#!/bin/sh\n" + script);
        if (!root.resolve("bin/" + name).toFile().setExecutable(true)) {
            throw new IllegalStateException("cannot make " + name + " a command");
        }
        return this;
    }

    /** Pauses are written down and not made; but for those between two looks at what git writes, which are counted by nobody. */
    ScriptRun withoutPauses() {
        return command("sleep", """
                if [ "$1" = 0.5 ]; then PATH=${PATH#*:} exec sleep "$1"; fi
                echo "$1" >>"$FAKE/pauses"
                """);
    }

    String read(String path) {
        try {
            return Files.readString(root.resolve(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    End run(String script, String... arguments) {
        return run(Map.of(), script, arguments);
    }

    End run(Map<String, String> variables, String script, String... arguments) {
        var command = new ArrayList<>(List.of("sh", "-c", script, "onggi"));
        command.addAll(List.of(arguments));
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(root.resolve("log").toFile());
        var environment = process.environment();
        environment.put("PATH", root.resolve("bin") + ":" + environment.get("PATH"));
        environment.put("ONGGI_ROOT", root.toString());
        environment.put("ONGGI_RESULT", root.resolve("told").toString());
        environment.put("FAKE", root.toString());
        environment.putAll(variables);
        try {
            int code = process.start().waitFor();
            return new End(code, Files.exists(root.resolve("told")) ? read("told") : "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
