package dev.onggi.operator.runner;

/** A container that runs its script for one build or another, by the build's id. */
interface Scripts {

    /** What the container is to tell of its scripts. */
    interface Listener {

        /** A script has ended. */
        void ended(String id, int exitCode);
    }

    /** From now on scripts are run, and the listener hears of them. */
    void open(Listener listener);

    /** Begins a script. */
    void start(String id);

    /** Ends a script before its time. */
    void stop(String id);
}
