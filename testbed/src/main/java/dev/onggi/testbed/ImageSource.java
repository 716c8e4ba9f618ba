package dev.onggi.testbed;

import java.util.Optional;

/** Where images come from. */
interface ImageSource {

    boolean isPresent(String image);

    /** Makes it present; returns in one line why not, if it cannot. */
    Optional<String> pull(String image);
}
