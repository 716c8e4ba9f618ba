package dev.onggi.operator.imagebuild.result;

import java.util.regex.Pattern;

/** An image of an upstream, by the name that it has in a LocalRegistry: where there is no way out, it is copied there. */
final class UpstreamImage {

    private static final Pattern NAME = Pattern.compile("([^/ ]+/upstream/([^/ ]+)/([^ ]+)): not found");

    private UpstreamImage() {}

    /**
     * How to copy an image in: the end of a sentence, or nothing where the image is none of an upstream's.
     *
     * @param words what BuildKit says of an image that was not found, under the name that it was looked for by
     */
    static String advice(String words) {
        var name = NAME.matcher(words);
        return name.matches()
                ? " in the LocalRegistry, the only place to get it from; copy it in: crane copy %s/%s %s"
                        .formatted(name.group(2).replace('_', ':'), name.group(3), name.group(1))
                : "";
    }
}
