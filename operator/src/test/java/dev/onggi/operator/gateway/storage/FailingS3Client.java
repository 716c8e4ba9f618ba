package dev.onggi.operator.gateway.storage;

import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;

/** A client that fails for good after some deletions, as one does whose process is killed. */
final class FailingS3Client implements S3Client {

    private final S3Client client;
    private int left;

    FailingS3Client(S3Client client, int deletions) {
        this.client = client;
        this.left = deletions;
    }

    @Override
    public ListObjectsV2Response listObjectsV2(ListObjectsV2Request request) {
        return client.listObjectsV2(request);
    }

    @Override
    public DeleteObjectResponse deleteObject(DeleteObjectRequest request) {
        if (left-- <= 0) {
            throw SdkClientException.create("killed");
        }
        return client.deleteObject(request);
    }

    @Override
    public String serviceName() {
        return client.serviceName();
    }

    @Override
    public void close() {
        client.close();
    }
}
