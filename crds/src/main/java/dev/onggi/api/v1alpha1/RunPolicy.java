package dev.onggi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What becomes of a build that runs when its input changes. */
public enum RunPolicy {
    /** It is stopped. */
    @JsonProperty("SerialLatestOnly")
    SERIAL_LATEST_ONLY,
    /** It goes on to its end. */
    @JsonProperty("Serial")
    SERIAL
}
