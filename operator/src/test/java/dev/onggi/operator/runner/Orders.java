package dev.onggi.operator.runner;

import dev.onggi.operator.builder.api.BuildKey;
import dev.onggi.operator.builder.api.BuildOrder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** Orders of builds of the ImageBuild hello. */
final class Orders {

    private Orders() {}

    static BuildOrder ofFiles(int number) {
        return order(
                number,
                List.of(),
                Map.of(
                        "src/App.java",
                        Base64.getEncoder().encodeToString("class App {}".getBytes(StandardCharsets.UTF_8))));
    }

    static BuildOrder ofGit(int number) {
        return order(number, List.of("https://git.example.com/team/hello.git", "main"), Map.of());
    }

    /** One that takes until it is stopped. */
    static BuildOrder slow() {
        var order = ofFiles(1);
        return new BuildOrder(
                order.key(),
                List.of(),
                order.files(),
                order.arguments(),
                Map.of("slow", ""),
                null,
                order.timeoutSeconds());
    }

    private static BuildOrder order(int number, List<String> fetch, Map<String, String> files) {
        return new BuildOrder(
                new BuildKey("hello", "uid-hello", number, 1, "0123", 1),
                fetch,
                files,
                List.of(".", "Dockerfile", "--opt", "build-arg:TEXT=two\nlines\n"),
                Map.of("Dockerfile.inline", "FROM scratch\n"),
                "{\"auths\":{}}",
                3600);
    }
}
