package dev.onggi.operator.gateway.storage;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** Where the registry behind the gateway keeps its data. */
public sealed interface StorageSettings {

    /**
     * A directory.
     *
     * @param root the registry's {@code rootdirectory}
     */
    record FileSystem(Path root) implements StorageSettings {}

    /**
     * A bucket of an S3 server.
     *
     * @param bucket its name
     * @param region its region
     * @param endpoint the server; absent for that of AWS
     * @param prefix what keys begin with, without a slash at either end; empty for the whole bucket
     * @param accessKeyId id of the credential
     * @param secretAccessKey the credential
     * @param ca PEM file with the authorities that the server's certificate is checked with; absent for Java's own
     */
    record Bucket(
            String bucket,
            String region,
            Optional<URI> endpoint,
            String prefix,
            String accessKeyId,
            String secretAccessKey,
            Optional<Path> ca)
            implements StorageSettings {

        @Override
        public String toString() {
            return "Bucket[" + bucket + "]"; // never the credential, wherever this is printed
        }
    }
}
