package dev.onggi.operator.builder;

import dev.onggi.operator.builder.api.BuildKey;
import dev.onggi.operator.builder.api.BuildOrder;
import dev.onggi.operator.imagebuild.resource.BuildArguments;
import dev.onggi.operator.imagebuild.resource.BuildInputsFactory;
import dev.onggi.operator.imagebuild.resource.BuildPlan;
import dev.onggi.operator.imagebuild.resource.GitArguments;
import dev.onggi.operator.imagebuild.resource.SourceFiles;
import dev.onggi.operator.model.Durations;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Orders of builds. Pure. */
final class BuildOrders {

    private BuildOrders() {}

    static BuildKey key(BuildPlan plan, int number, int attempt) {
        var metadata = plan.imageBuild().getMetadata();
        return new BuildKey(
                metadata.getName(), metadata.getUid(), number, attempt, plan.fingerprint(), metadata.getGeneration());
    }

    /**
     * The order of a build.
     *
     * @param dockerConfig the credential to push with, where the registry has users
     */
    static BuildOrder of(BuildPlan plan, BuildKey key, Optional<String> dockerConfig) {
        return new BuildOrder(
                key,
                fetch(plan),
                plan.files().map(BuildOrders::files).orElseGet(Map::of),
                BuildArguments.of(plan, "/builds/" + key.id()),
                BuildInputsFactory.texts(plan),
                dockerConfig.orElse(null),
                Durations.parse(plan.spec().builder().timeout()).toSeconds());
    }

    private static List<String> fetch(BuildPlan plan) {
        var git = plan.spec().source().git();
        return git == null ? List.of() : GitArguments.of(git);
    }

    private static Map<String, String> files(SourceFiles files) {
        var all = new TreeMap<>(files.binaries());
        files.texts()
                .forEach((path, text) ->
                        all.put(path, Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8))));
        return all;
    }
}
