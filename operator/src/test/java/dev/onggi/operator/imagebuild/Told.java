package dev.onggi.operator.imagebuild;

import dev.onggi.api.v1alpha1.ImageBuildStatus;
import dev.onggi.operator.event.Happening;
import java.util.List;

/** The events of ImageBuilds, for tests of the steps, which are in another package. */
public final class Told {

    private Told() {}

    /** The warnings that are written when one status takes the place of another. */
    public static List<Happening> warnings(ImageBuildStatus before, ImageBuildStatus after) {
        return ImageBuildHappenings.between(before, after).stream()
                .filter(happening -> happening.type() == Happening.Type.WARNING)
                .toList();
    }
}
