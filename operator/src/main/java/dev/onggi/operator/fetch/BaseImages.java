package dev.onggi.operator.fetch;

import dev.onggi.operator.imagebuild.result.FailureReasons;
import dev.onggi.operator.model.Digest;
import dev.onggi.operator.model.LogText;
import dev.onggi.operator.model.NamedDigest;
import dev.onggi.operator.registry.ArtifactClient;
import dev.onggi.operator.registry.RegistryEndpoint;
import dev.onggi.operator.registry.RegistryException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Asks registries whether images have other digests than those that are known. What has moved goes into the result, each in
 * a line; where nothing has, it stays empty.
 *
 * @param places where the credential is, and the result goes
 * @param pauses between tries of one question
 */
record BaseImages(FetchRun.Places places, List<Duration> pauses) {

    private static final String PLAIN_HTTP = "--plain-http";
    private static final int LONGEST_SENTENCE = 1000;

    /** Where there is nothing: others than the registry of the build are told no user. */
    private static final Path NOTHING = Path.of("/nonexistent");

    /**
     * Asks.
     *
     * @param arguments host of the registry of the build, the one that is told its user; {@code --plain-http} where it
     *     speaks that; and by twos the name of an image with its known digest, and the name by which it is asked for
     * @return the exit code: 0 where each has answered, or one has moved
     */
    int run(List<String> arguments) {
        var registry = arguments.getFirst();
        var plainHttp = arguments.contains(PLAIN_HTTP);
        var names = arguments.stream()
                .skip(1)
                .filter(argument -> !argument.equals(PLAIN_HTTP))
                .toList();
        var moved = new ArrayList<String>();
        var failures = new ArrayList<FetchException>();
        for (int i = 0; i + 1 < names.size(); i += 2) {
            var known = NamedDigest.parse(names.get(i)).orElseThrow();
            try {
                var asked = OciReference.of(names.get(i + 1));
                var found = digest(asked, asked.host().equals(registry), plainHttp);
                if (!found.equals(known.digest())) {
                    moved.add(new NamedDigest(known.host(), known.repository(), known.tag(), found).toString());
                }
            } catch (FetchException e) {
                failures.add(e);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        if (moved.isEmpty() && !failures.isEmpty()) {
            var first = failures.getFirst();
            tell("reason=%s\n%s\n".formatted(first.reason(), LogText.line(first.getMessage(), LONGEST_SENTENCE)));
            return 1;
        }
        tell(String.join("\n", moved));
        return 0;
    }

    private Digest digest(OciReference image, boolean ofBuild, boolean plainHttp) throws IOException, FetchException {
        var credential = new OciCredential(ofBuild ? places.mounts() : NOTHING);
        var endpoint = new RegistryEndpoint(
                image.address(), credential.ca(), credential.user(image.host()), ofBuild && plainHttp);
        var client = new ArtifactClient(endpoint, image.repository());
        for (var pause : pauses) {
            try {
                return client.digest(image.tag());
            } catch (RegistryException e) {
                if (e.kind() != RegistryException.Kind.UNREACHABLE) {
                    throw failure(image, e);
                }
                sleep(pause);
            }
        }
        try {
            return client.digest(image.tag());
        } catch (RegistryException e) {
            throw failure(image, e);
        }
    }

    private static FetchException failure(OciReference image, RegistryException e) {
        var reason = switch (e.kind()) {
            case NOT_FOUND, UNAUTHORIZED -> FailureReasons.BASE_IMAGE_NOT_FOUND;
            default -> FailureReasons.REGISTRY_UNREACHABLE;
        };
        return new FetchException(reason, "the digest of %s is not known: %s".formatted(image, e.getMessage()));
    }

    private void tell(String message) {
        System.out.println(message);
        try {
            Files.writeString(places.result(), message);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void sleep(Duration pause) throws FetchException {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FetchException(FailureReasons.REGISTRY_UNREACHABLE, "the questions were stopped");
        }
    }
}
