package dev.onggi.operator.builder.api;

import java.util.List;
import java.util.Map;

/**
 * A build to be made: all that it needs to know, its credential included.
 *
 * @param key which build it is
 * @param fetch arguments of fetch.sh; empty where the files are at hand
 * @param files contents in base64 by path, where they are
 * @param arguments arguments of build.sh
 * @param inputs texts by the names of the files in {@code onggi/inputs}
 * @param dockerConfig the credential to push with, as Docker's config.json; null where there is none
 * @param timeoutSeconds how long the build may take, fetch and push included
 */
public record BuildOrder(
        BuildKey key,
        List<String> fetch,
        Map<String, String> files,
        List<String> arguments,
        Map<String, String> inputs,
        String dockerConfig,
        long timeoutSeconds) {

    @Override
    public String toString() {
        return "BuildOrder[" + key + "]"; // never the credential, wherever this is printed
    }
}
