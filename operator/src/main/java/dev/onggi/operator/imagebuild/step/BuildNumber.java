package dev.onggi.operator.imagebuild.step;

import dev.onggi.operator.model.Labels;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** The number of a build, as its Pod's label has it. Whoever may change the Pod may change the label. */
public final class BuildNumber {

    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,8}");

    private BuildNumber() {}

    /** The number; empty where the label is not there, or no number of a build. */
    public static OptionalInt of(Pod pod) {
        var label = pod.getMetadata().getLabels().getOrDefault(Labels.BUILD_NUMBER, "");
        return NUMBER.matcher(label).matches() ? OptionalInt.of(Integer.parseInt(label)) : OptionalInt.empty();
    }
}
