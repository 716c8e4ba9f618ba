package dev.onggi.operator.gateway.storage;

import dev.onggi.operator.gateway.api.StorageFault;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Looks whether a bucket can be used, with the request that the registry itself begins with: what lies in it. */
public final class BucketCheck implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    /** The code of the API, and what the SDK makes of a 404 without one. */
    private static final Set<String> NO_BUCKET = Set.of("NoSuchBucket", "NotFound");

    private static final int CLIENT_ERROR = 400;
    private static final int NOT_FOUND = 404;
    private static final int TIMEOUT = 408;
    private static final int TOO_MANY = 429;
    private static final int SERVER_ERROR = 500;

    private final S3Client client;
    private final ListObjectsV2Request request;

    private BucketCheck(S3Client client, ListObjectsV2Request request) {
        this.client = client;
        this.request = request;
    }

    /** What is wrong, in the words of the server or of the connection to it. */
    public record Finding(StorageFault fault, String words) {}

    /** A check of a bucket. Nothing is asked of the server yet. */
    public static BucketCheck of(StorageSettings.Bucket bucket) {
        return new BucketCheck(
                S3Clients.open(bucket),
                ListObjectsV2Request.builder()
                        .bucket(bucket.bucket())
                        .prefix(bucket.prefix())
                        .maxKeys(1)
                        .overrideConfiguration(call -> call.apiCallTimeout(PATIENCE))
                        .build());
    }

    /** What is wrong; empty where it can be used. */
    public Optional<Finding> look() {
        try {
            client.listObjectsV2(request);
            return Optional.empty();
        } catch (S3Exception e) {
            return Optional.of(new Finding(fault(e), words(e)));
        } catch (SdkException e) {
            return Optional.of(new Finding(StorageFault.UNREACHABLE, cause(e)));
        }
    }

    /** Not every server keeps 404 for buckets: that of a user whom nobody knows may be one as well. */
    private static StorageFault fault(S3Exception e) {
        int status = e.statusCode();
        return switch (status) {
            case NOT_FOUND ->
                code(e).map(NO_BUCKET::contains).orElse(true) ? StorageFault.MISSING : StorageFault.REFUSED;
            case TIMEOUT, TOO_MANY -> StorageFault.UNREACHABLE;
            default ->
                status >= CLIENT_ERROR && status < SERVER_ERROR ? StorageFault.REFUSED : StorageFault.UNREACHABLE;
        };
    }

    /** Without the ids of the request, which differ each time and say nothing. */
    private static String words(S3Exception e) {
        return code(e).map(code -> "%s: %s".formatted(code, e.awsErrorDetails().errorMessage()))
                .orElseGet(() -> "status " + e.statusCode());
    }

    private static Optional<String> code(S3Exception e) {
        return Optional.ofNullable(e.awsErrorDetails()).map(AwsErrorDetails::errorCode);
    }

    private static String cause(SdkException e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }

    @Override
    public void close() {
        client.close();
    }
}
