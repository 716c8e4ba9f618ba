package dev.onggi.operator.gateway;

import dev.onggi.operator.gateway.storage.StorageSettings;
import dev.onggi.testbed.Programs;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A real S3 server with one bucket. */
public final class S3Server implements AutoCloseable {

    private static final String ID = "onggi-test";
    private static final String SECRET = "not-a-secret";
    private static final String BUCKET = "images";

    private final ProgramRun run;
    private final URI uri;

    private S3Server(ProgramRun run, URI uri) {
        this.run = run;
        this.uri = uri;
    }

    /** Starts one that keeps its data below a directory; it needs extended attributes there. */
    public static S3Server on(Path work) throws IOException {
        return start(work, "http", List.of());
    }

    /** Starts one that speaks TLS. */
    public static S3Server withTls(Path work, Path certificate, Path key) throws IOException {
        return start(work, "https", List.of("--cert", certificate.toString(), "--key", key.toString()));
    }

    private static S3Server start(Path work, String scheme, List<String> tls) throws IOException {
        int port = ProgramRun.freePort();
        Path data = work.resolve("s3");
        Files.createDirectories(data.resolve(BUCKET));
        var command =
                new ArrayList<>(List.of(Programs.versitygw().toString(), "--quiet", "--port", "127.0.0.1:" + port));
        command.addAll(tls);
        command.addAll(List.of("posix", data.toString()));
        var run = ProgramRun.start(
                command,
                Map.of("ROOT_ACCESS_KEY_ID", ID, "ROOT_SECRET_ACCESS_KEY", SECRET),
                port,
                work.resolve("s3.log"));
        return new S3Server(run, URI.create(scheme + "://127.0.0.1:" + port));
    }

    /** The bucket, as a registry's storage that begins at a prefix. */
    public StorageSettings.Bucket bucket(String prefix) {
        return bucket(prefix, SECRET, Optional.empty());
    }

    /** The bucket, with another secret or authority. */
    public StorageSettings.Bucket bucket(String prefix, String secret, Optional<Path> ca) {
        return new StorageSettings.Bucket(BUCKET, "us-east-1", Optional.of(uri), prefix, ID, secret, ca);
    }

    @Override
    public void close() {
        run.close();
    }
}
