package dev.onggi.operator.runner;

import dev.onggi.operator.builder.api.BuildOrder;
import dev.onggi.operator.builder.api.BuilderApi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The build that a builder was started for. It is begun before the operator can reach the runner, whose first connection
 * takes as long as all else until then.
 *
 * @param directory where {@value BuilderApi#FIRST_ORDER} is
 */
record FirstOrder(Path directory) {

    /** Begins it, where there is one. What cannot be read or written here the operator hands over again. */
    void begin(Builds builds) {
        try {
            var content = Files.readAllBytes(directory.resolve(BuilderApi.FIRST_ORDER));
            if (content.length > 0) {
                builds.accept(BuilderApi.read(content, BuildOrder.class));
            }
        } catch (IOException e) {
            System.out.println("The first build waits for the operator: " + e.getMessage());
        }
    }
}
