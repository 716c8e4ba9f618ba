package dev.onggi.operator.bench.builds;

import dev.onggi.api.v1alpha1.ImageBuild;
import java.util.Locale;
import java.util.Map;

/**
 * An ImageBuild with W1: from the moment before its change is sent until a watch sees in its status that the image is in the
 * registry.
 *
 * @param builds where
 * @param name Shared or Volume
 */
record OnggiBuild(ImageBuilds builds, String name) implements Contender {

    /** Name of the ImageBuild. */
    String resource() {
        return name.toLowerCase(Locale.ROOT);
    }

    /** A cold build is one of a new ImageBuild: there is neither a Pod nor a claim of it. */
    @Override
    public void prepare(Case situation) {
        if (situation == Case.COLD) {
            builds.remove(resource());
            if (name.equals(Report.SHARED)) {
                builds.remove(RollOut.NAME);
                builds.awaitNoBuilder();
            }
        }
    }

    @Override
    public Observation.Result build(Case situation, Map<String, String> files) throws InterruptedException {
        // the token of a build that changes nothing else
        var token = situation == Case.COLD ? "first" : "again";
        try (var observation = Observation.of(builds.cluster(), builds.namespace(), resource())) {
            return observation.measure(
                    () -> builds.apply(resource(), name, files, token, Map.of()),
                    OnggiBuild::isBuilt,
                    ImageBuilds.PATIENCE);
        }
    }

    private static boolean isBuilt(ImageBuild imageBuild) {
        return Facts.isBuilt(imageBuild, imageBuild.getMetadata().getGeneration());
    }
}
