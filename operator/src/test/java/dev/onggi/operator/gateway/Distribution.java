package dev.onggi.operator.gateway;

import dev.onggi.operator.gateway.storage.StorageSettings;
import dev.onggi.testbed.Programs;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A real registry, configured as the one behind the gateway: no TLS, no users, and no memory of what is there. */
public final class Distribution implements AutoCloseable {

    /** Password of the user, where there is one. */
    static final String PASSWORD = "secret";

    /** Of the password, with the cost that htpasswd takes by default. */
    private static final String BCRYPT = "$2y$05$o0PY3/lFYJlImucs1svbh.av3gZtbFPL1TJRPZ9ipzOnqLr5FUX1O";

    private final ProgramRun run;
    private final URI uri;

    private Distribution(ProgramRun run, URI uri) {
        this.run = run;
        this.uri = uri;
    }

    /** Starts one whose files lie below a directory; {@code work} takes its configuration and its log. */
    public static Distribution on(Path root, Path work) throws IOException {
        return on(root, ProgramRun.freePort(), work);
    }

    /** Starts one that is found under the same address as one before. */
    static Distribution on(Path root, int port, Path work) throws IOException {
        return start(files(root), port, "", work);
    }

    /** Starts one that asks for a user. */
    static Distribution withUser(String user, Path root, int port, Path work) throws IOException {
        var users = Files.writeString(work.resolve("htpasswd"), user + ":" + BCRYPT + "\n");
        return start(files(root), port, "auth: {htpasswd: {realm: upstream, path: \"%s\"}}".formatted(users), work);
    }

    private static String files(Path root) {
        return "filesystem: {rootdirectory: \"%s\"}".formatted(root);
    }

    /** Starts one on a bucket. It passes on what lies there: clients cannot reach the S3 server, to which it would send them. */
    public static Distribution on(StorageSettings.Bucket bucket, Path work) throws IOException {
        return start(
                """
                s3: {bucket: "%s", region: "%s", regionendpoint: "%s", accesskey: "%s", secretkey: "%s", \
                forcepathstyle: true, rootdirectory: "/%s"}, \
                redirect: {disable: true}""".formatted(
                                bucket.bucket(),
                                bucket.region(),
                                bucket.endpoint().orElseThrow(),
                                bucket.accessKeyId(),
                                bucket.secretAccessKey(),
                                bucket.prefix()),
                ProgramRun.freePort(),
                "",
                work);
    }

    private static Distribution start(String storage, int port, String more, Path work) throws IOException {
        var config = work.resolve("registry.yml");
        Files.writeString(config, """
                version: 0.1
                log: {level: warn, accesslog: {disabled: true}}
                storage: {%s, delete: {enabled: true}}
                http: {addr: "127.0.0.1:%d", relativeurls: true}
                %s
                """.formatted(storage, port, more));
        var run = ProgramRun.start(
                List.of(Programs.registry().toString(), "serve", config.toString()),
                Map.of("OTEL_TRACES_EXPORTER", "none"),
                port,
                work.resolve("registry.log"));
        return new Distribution(run, URI.create("http://127.0.0.1:" + port));
    }

    public URI uri() {
        return uri;
    }

    @Override
    public void close() {
        run.close();
    }
}
