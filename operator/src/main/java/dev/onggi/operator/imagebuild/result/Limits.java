package dev.onggi.operator.imagebuild.result;

/** How many characters of other people's text go into a status. The CRD's own bounds are wider. */
final class Limits {

    static final int AUTHOR = 100;
    static final int SUBJECT = 200;
    static final int SENTENCE = 800;
    static final int INSTRUCTION = 200;
    /** Within a sentence: the whole one stands beside it in status. */
    static final int INSTRUCTION_IN_SENTENCE = 100;

    static final int DOCKERFILE = 200;
    static final int LOG = 2000;

    private Limits() {}
}
