package dev.onggi.operator.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.operator.model.Digest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CanaryImageTest {

    private static final RegistryEndpoint ENDPOINT = new RegistryEndpoint("registry.test:5000", "", Optional.empty());

    @Test
    void shouldHaveTheSameDigestWhereverItIsMade() {
        // Given
        var image = new CanaryImage();

        // When
        var digest = image.digest();

        // Then
        assertThat(digest.value()).isEqualTo("sha256:a2ef48e150dc9ea3691ca0cfee8bfa0964c518962a83e9728ac58b06202132ba");
    }

    @Test
    void shouldPushWhatIsReferredToBeforeWhatRefersToItWhenPushed() {
        // Given
        var registry = new Recorder();

        // When
        new CanaryImage().pushTo(registry, ENDPOINT);

        // Then
        assertThat(registry.calls)
                .containsExactly(
                        "blob sha256:1bd2f06f7baa4d44eea4cc2f61e30a3cc7b419f0587ede6956a23ac3d2686249",
                        "blob sha256:50e7776147ab1f763740c1fb5dab1b602ee9a5bc38dfec503e989ae18a90400e",
                        "manifest sha256:0e45b20c171a60afe8dae426f4651e35a6d0c57b238383b6d311911c408dac8b",
                        "blob sha256:125d17dbdf91e94adab27e7e261f2868fdaab1b9011a24a4e22cfe9473c4a281",
                        "blob sha256:1c1927afd5d4259751299bab4573f5562a813b34520d01fc1d145e48d0e9d59d",
                        "manifest sha256:856d3c661da50f4b205862c733945591b0e992dbbf99dd191fc68ff16312ec1f",
                        "manifest sha256:a2ef48e150dc9ea3691ca0cfee8bfa0964c518962a83e9728ac58b06202132ba");
    }

    private static final class Recorder implements RegistryClient {

        private final List<String> calls = new ArrayList<>();

        @Override
        public void ping(RegistryEndpoint endpoint) {}

        @Override
        public Digest pushBlob(RegistryEndpoint endpoint, String repository, byte[] content) {
            calls.add("blob " + Digest.of(content));
            return Digest.of(content);
        }

        @Override
        public Digest putManifest(RegistryEndpoint endpoint, String repository, String mediaType, byte[] content) {
            calls.add("manifest " + Digest.of(content));
            return Digest.of(content);
        }

        @Override
        public Manifest manifest(RegistryEndpoint endpoint, String repository, String reference) {
            throw new UnsupportedOperationException("a push reads nothing");
        }

        @Override
        public void deleteManifest(RegistryEndpoint endpoint, String repository, String reference) {
            throw new UnsupportedOperationException("a push deletes nothing");
        }
    }
}
