package dev.onggi.operator.gateway.collect;

import dev.onggi.operator.model.Digest;
import java.io.IOException;

/** Deletes one thing, unless somebody uses it. Each method says whether the thing is gone, or in a dry run would be. */
interface Eraser {

    boolean tag(String repository, TagState tag) throws IOException;

    boolean manifest(String repository, Digest digest) throws IOException;

    /** Makes a layer unknown in a repository; its data stays. */
    boolean layer(String repository, Digest digest) throws IOException;

    /** Deletes the data of a digest. */
    boolean blob(Digest digest) throws IOException;

    /** Deletes nothing, and says of everything that it is gone. */
    final class DryRun implements Eraser {
        @Override
        public boolean tag(String repository, TagState tag) {
            return true;
        }

        @Override
        public boolean manifest(String repository, Digest digest) {
            return true;
        }

        @Override
        public boolean layer(String repository, Digest digest) {
            return true;
        }

        @Override
        public boolean blob(Digest digest) {
            return true;
        }
    }
}
