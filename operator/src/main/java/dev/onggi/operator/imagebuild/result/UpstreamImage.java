package dev.onggi.operator.imagebuild.result;

import java.util.regex.Pattern;

/** An image of an upstream, by the name that it has in a LocalRegistry: where there is no way out, it is copied there. */
final class UpstreamImage {

    private static final Pattern NAME = Pattern.compile("[^/]+/upstream/([^/]+)/(.+)");

    private UpstreamImage() {}

    /** How to copy an image in: the end of a sentence, or nothing where the image is none of an upstream's. */
    static String advice(String image) {
        var name = NAME.matcher(image);
        return name.matches()
                ? " there; copy it in from where it can be pulled: crane copy %s/%s %s"
                        .formatted(name.group(1).replace('_', ':'), name.group(2), image)
                : "";
    }
}
