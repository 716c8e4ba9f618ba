package dev.onggi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How layers are packed. */
public enum Compression {
    @JsonProperty("zstd")
    ZSTD,
    @JsonProperty("gzip")
    GZIP
}
