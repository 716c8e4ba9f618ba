package dev.onggi.operator.imagebuild.resource;

import dev.onggi.api.v1alpha1.BaseImage;
import dev.onggi.api.v1alpha1.ImageBuild;
import dev.onggi.operator.model.BuildFingerprint;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A watch over what a build came from.
 *
 * @param build number of that build: what is found means nothing to another one
 * @param commit the commit that is known; empty where none is
 * @param bases the images that it was built from, with their known digests
 */
public record Watch(int build, String commit, List<BaseImage> bases) {

    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");

    /** Whether a spec asks for one. */
    public static boolean isWanted(ImageBuild imageBuild) {
        return isOfCommits(imageBuild) || isOfBases(imageBuild);
    }

    /** Whether there is a git server to ask: a commit id means the same for ever. */
    public static boolean isOfCommits(ImageBuild imageBuild) {
        var spec = imageBuild.getSpec();
        var git = spec.source().git();
        return spec.triggers() != null
                && (spec.triggers().git() != null || spec.triggers().webhook() != null)
                && git != null
                && (git.revision() == null || !isCommit(git.revision()));
    }

    private static boolean isOfBases(ImageBuild imageBuild) {
        var triggers = imageBuild.getSpec().triggers();
        return triggers != null && triggers.baseImage() != null;
    }

    /** Whether there is something to ask for: an image may be built from nothing, or from digests. */
    public boolean isOfUse(ImageBuild imageBuild) {
        return isOfCommits(imageBuild) || asksForBases(imageBuild);
    }

    boolean asksForBases(ImageBuild imageBuild) {
        return isOfBases(imageBuild) && !bases.isEmpty();
    }

    /** Whether a text is a commit id. */
    public static boolean isCommit(String text) {
        return COMMIT.matcher(text).matches();
    }

    /** Tells one watch from another: whoever watches something else has to give way. */
    String fingerprint(BuildPlan plan) {
        var spec = plan.spec();
        return new BuildFingerprint()
                .with("build", Integer.toString(build))
                .with("commit", commit)
                .with("bases", Serialization.asJson(bases))
                .with("registry", plan.registry().toString())
                .with("git", Serialization.asJson(spec.source().git()))
                .with("triggers", Serialization.asJson(spec.triggers()))
                .with("builder", Serialization.asJson(spec.builder()))
                .with("image", plan.settings().image())
                .with("fetchImage", plan.settings().fetchImage())
                .value();
    }
}
