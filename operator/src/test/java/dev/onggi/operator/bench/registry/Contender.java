package dev.onggi.operator.bench.registry;

import dev.onggi.operator.gateway.Gateway;
import dev.onggi.operator.gateway.ProgramRun;
import dev.onggi.operator.localregistry.resource.GatewayCommand;
import dev.onggi.operator.model.Digest;
import dev.onggi.testbed.Programs;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A registry that is measured, with a directory of its own on the disk that all of them share.
 *
 * @param name how the table calls it
 * @param uri where it serves
 * @param programs what runs for it
 */
record Contender(String name, URI uri, List<ProgramRun> programs) implements AutoCloseable {

    static final String USER = "push";
    static final String PASSWORD = "secret";

    /** Of the password, with the cost that htpasswd takes by default. */
    private static final String BCRYPT = "$2y$05$o0PY3/lFYJlImucs1svbh.av3gZtbFPL1TJRPZ9ipzOnqLr5FUX1O";

    /** Distribution alone: plain HTTP, and no users. */
    static Contender bare(Path work) throws IOException {
        int port = ProgramRun.freePort();
        return new Contender("bare", URI.create("http://localhost:" + port), List.of(distribution(work, port, "", "")));
    }

    /** Distribution with its own TLS and its own users. */
    static Contender secured(Path work, Path tls) throws IOException {
        int port = ProgramRun.freePort();
        var users = Files.writeString(work.resolve("htpasswd"), USER + ":" + BCRYPT + "\n");
        return new Contender(
                "own TLS and users",
                URI.create("https://localhost:" + port),
                List.of(distribution(
                        work,
                        port,
                        ", tls: {certificate: %s/tls.crt, key: %s/tls.key}".formatted(tls, tls),
                        "auth: {htpasswd: {realm: bench, path: %s}}".formatted(users))));
    }

    /** What a LocalRegistry runs: the gateway with TLS and users, and behind it distribution as the operator sets it up. */
    static Contender gateway(Path work, Path tls) throws IOException {
        int behind = ProgramRun.freePort();
        int port = ProgramRun.freePort();
        var registry = distribution(work, behind, "", "");
        var users = Files.writeString(work.resolve("users.json"), """
                {"users":[{"name":"%s","passwords":["%s"],"rights":"Push","repositories":""}]}
                """.formatted(
                        USER, Digest.of(PASSWORD).value()));
        var gateway = ProgramRun.start(
                GatewayCommand.with(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        System.getProperty("java.class.path"),
                        Gateway.class.getName()),
                Map.of(
                        "MALLOC_ARENA_MAX", "2",
                        "ONGGI_GATEWAY_LISTEN", Integer.toString(port),
                        "ONGGI_GATEWAY_REGISTRY", "http://127.0.0.1:" + behind,
                        "ONGGI_GATEWAY_TLS", tls.toString(),
                        "ONGGI_GATEWAY_USERS", users.toString(),
                        "ONGGI_GATEWAY_STORAGE", work.resolve("data").toString()),
                port,
                work.resolve("gateway.log"));
        return new Contender("LocalRegistry", URI.create("https://localhost:" + port), List.of(gateway, registry));
    }

    private static ProgramRun distribution(Path work, int port, String http, String auth) throws IOException {
        var config =
                Files.writeString(work.resolve("registry.yml"), """
                version: 0.1
                log: {level: error, accesslog: {disabled: true}}
                storage: {filesystem: {rootdirectory: %s}, delete: {enabled: true}}
                http: {addr: "127.0.0.1:%d", relativeurls: true%s}
                %s
                """.formatted(work.resolve("data"), port, http, auth));
        return ProgramRun.start(
                List.of(Programs.registry().toString(), "serve", config.toString()),
                Map.of("OTEL_TRACES_EXPORTER", "none"),
                port,
                work.resolve("registry.log"));
    }

    @Override
    public void close() {
        programs.forEach(ProgramRun::close);
    }
}
