package dev.onggi.operator.builder.api;

import java.util.Locale;

/**
 * Which build of which ImageBuild something is about. The runner keeps it as it is, so that an operator that was killed
 * knows its builds again.
 *
 * @param imageBuild name of the ImageBuild, which is of the builder's namespace
 * @param uid UID of the ImageBuild
 * @param number number of the build
 * @param attempt how often this input was tried, from 1
 * @param fingerprint of the build's input
 * @param generation of the ImageBuild that the build is for
 */
public record BuildKey(String imageBuild, String uid, int number, int attempt, String fingerprint, long generation) {

    private static final int UID_LENGTH = 12;

    /** What the build is called in the builder: also one of a deleted ImageBuild of the same name has another. */
    public String id() {
        var distinct = uid.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
        return title() + "-" + distinct.substring(0, Math.min(UID_LENGTH, distinct.length()));
    }

    /** What the build is called in the builder's log. */
    public String title() {
        return imageBuild + "-" + number;
    }
}
