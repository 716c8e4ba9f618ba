package dev.onggi.operator.imagebuild.step;

import dev.onggi.api.v1alpha1.ImageBuildStatus;

/**
 * One failure, and what has to be said of it.
 *
 * @param told what production said
 * @param act who has to act
 * @param reason of Ready
 * @param cause words that message and event have to have
 * @param next what they have to say about the next step
 */
record Seed(String name, Said told, Act act, String reason, String cause, String next) {

    /** Who has to act. */
    enum Act {
        /** A person. */
        STALLED,
        /** Nobody: it is tried again. */
        RETRIED
    }

    /**
     * What production said.
     *
     * @param before the status before the failure
     * @param outcome what became of it
     * @param ended whether it is the end of a build
     */
    record Said(ImageBuildStatus before, Outcome.Stop outcome, boolean ended) {

        ImageBuildStatus after() {
            return outcome.progress().status(1, outcome.summary());
        }
    }

    /** Of a build that ends, the event is its failure; what keeps one from its beginning or its end has its own reason. */
    String event() {
        return told.ended() ? "BuildFailed" : reason;
    }

    @Override
    public String toString() {
        return name;
    }
}
