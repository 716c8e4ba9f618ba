package dev.onggi.operator.gateway.touch;

import java.time.Duration;
import java.util.List;

/**
 * What a gateway knew, when it ended, of what requests had named. All of it are spans that it measured itself, up to its end.
 *
 * @param knownFor for how long it knew everything that was named
 * @param touches what is still in use
 */
public record KeptTouches(Duration knownFor, List<Kept> touches) {

    /** A copy that nobody changes. */
    public KeptTouches {
        touches = List.copyOf(touches);
    }

    /**
     * A digest or a tag.
     *
     * @param ageSeconds how long before the end it was named last, in whole seconds: if anything, less than it was
     */
    public record Kept(TouchKey key, int ageSeconds) {}
}
