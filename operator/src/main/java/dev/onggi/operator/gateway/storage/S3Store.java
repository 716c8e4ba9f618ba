package dev.onggi.operator.gateway.storage;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/**
 * The storage in a bucket. There are no folders, only keys that have a beginning in common, and nothing can be renamed: so
 * a tag's {@code current/link}, which makes it a tag, is the last of its keys to go.
 */
public final class S3Store implements Store {

    private static final Comparator<String> CURRENT_LAST =
            Comparator.comparing((String key) -> key.contains("/current/")).thenComparing(Comparator.naturalOrder());

    private final S3Client client;
    private final String bucket;
    private final String prefix;

    /** The storage in a bucket. Nothing is asked of the server yet. */
    public static S3Store open(StorageSettings.Bucket settings) {
        return new S3Store(S3Clients.open(settings), settings.bucket(), settings.prefix());
    }

    S3Store(S3Client client, String bucket, String prefix) {
        this.client = client;
        this.bucket = bucket;
        this.prefix = prefix.isEmpty() ? "" : prefix + "/";
    }

    @Override
    public void walk(String folder, Visitor visitor) throws IOException {
        // keys come in the order of their bytes, so those of a repository, REPOSITORY/_…, follow each other
        try {
            for (var object :
                    client.listObjectsV2Paginator(below(folder).build()).contents()) {
                visitor.visit(
                        new StoredFile(object.key().substring(prefix.length()), object.size(), object.lastModified()));
            }
        } catch (SdkException e) {
            throw failure("list " + (folder.isEmpty() ? "all" : folder), e);
        }
    }

    @Override
    public List<String> folders(String folder) throws IOException {
        var names = new ArrayList<String>();
        String start = key(folder) + "/";
        try {
            client.listObjectsV2Paginator(below(folder).delimiter("/").build())
                    .commonPrefixes()
                    .forEach(found -> names.add(found.prefix()
                            .substring(start.length(), found.prefix().length() - 1)));
        } catch (SdkException e) {
            throw failure("list " + (folder.isEmpty() ? "all" : folder), e);
        }
        names.sort(Comparator.naturalOrder());
        return names;
    }

    @Override
    public Optional<Content> read(String file, int limit) throws IOException {
        try (var object = client.getObject(get -> get.bucket(bucket).key(key(file)))) {
            var bytes = object.readNBytes(limit + 1);
            if (bytes.length > limit) {
                // else the rest would be read to the end, so that the connection can be used again
                object.abort();
                throw new IOException(file + " has more than " + limit + " bytes");
            }
            return Optional.of(new Content(bytes, object.response().lastModified()));
        } catch (NoSuchKeyException e) {
            return Optional.empty();
        } catch (SdkException e) {
            throw failure("read " + file, e);
        }
    }

    @Override
    public void write(String file, byte[] content) throws IOException {
        try {
            client.putObject(put -> put.bucket(bucket).key(key(file)), RequestBody.fromBytes(content));
        } catch (SdkException e) {
            throw failure("write " + file, e);
        }
    }

    @Override
    public void delete(String folder) throws IOException {
        try {
            var keys = new ArrayList<String>();
            client.listObjectsV2Paginator(below(folder).build()).contents().forEach(object -> keys.add(object.key()));
            keys.sort(CURRENT_LAST);
            for (String key : keys) {
                client.deleteObject(delete -> delete.bucket(bucket).key(key));
            }
        } catch (SdkException e) {
            throw failure("delete " + folder, e);
        }
    }

    @Override
    public void settle() {
        // what the server has answered, it has done
    }

    @Override
    public void tidy() {
        // nothing is left behind that the next deletion of the same folder does not find
    }

    @Override
    public Optional<Volume> volume() {
        return Optional.empty();
    }

    private ListObjectsV2Request.Builder below(String folder) {
        return ListObjectsV2Request.builder().bucket(bucket).prefix(folder.isEmpty() ? prefix : key(folder) + "/");
    }

    private String key(String path) {
        return prefix + path;
    }

    private IOException failure(String what, SdkException cause) {
        return new IOException("cannot " + what + " in bucket " + bucket + ": " + cause.getMessage(), cause);
    }

    @Override
    public void close() {
        client.close();
    }
}
