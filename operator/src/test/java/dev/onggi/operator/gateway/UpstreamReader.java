package dev.onggi.operator.gateway;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Somebody who reads images of docker.io through a gateway, and does not wait for ever. */
record UpstreamReader(TestGateway gateway) {

    /** What its repositories begin with at the gateway. */
    static final String PREFIX = "upstream/docker.io/";

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Answers a path below the host's. */
    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return gateway.http()
                .send(
                        HttpRequest.newBuilder(gateway.uri().resolve("/v2/" + PREFIX + path))
                                .header("Authorization", TestGateway.basic("pull", "secret"))
                                .header("Accept", "application/vnd.oci.image.manifest.v1+json")
                                .timeout(PATIENCE)
                                .build(),
                        BodyHandlers.ofString());
    }

    /** Pulls a whole image. */
    void pull(String repository, String reference) throws IOException, InterruptedException {
        gateway.client("pull").pull(PREFIX + repository, reference);
    }
}
