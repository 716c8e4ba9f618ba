package dev.onggi.operator.bench.registry;

import dev.onggi.operator.localregistry.certificate.CertificateIssuer;
import dev.onggi.operator.localregistry.certificate.ServerNames;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Measures, turn by turn so that all have the same weather: each operation on each registry for a while, and that several
 * times. The clients run on this machine too and take their share of it, in TLS more than without.
 */
final class RegistryBenchmark {

    private final Duration turn;
    private final int rounds;
    private final int clients;

    private RegistryBenchmark(Duration turn, int rounds, int clients) {
        this.turn = turn;
        this.rounds = rounds;
        this.clients = clients;
    }

    /** Arguments: directory, seconds of a turn, rounds, clients. */
    public static void main(String[] args) throws Exception {
        var work = Files.createTempDirectory(Files.createDirectories(Path.of(args[0])), "bench");
        try {
            new RegistryBenchmark(
                            Duration.ofSeconds(Long.parseLong(args[1])),
                            Integer.parseInt(args[2]),
                            Integer.parseInt(args[3]))
                    .run(work);
        } finally {
            delete(work);
        }
    }

    private void run(Path work) throws Exception {
        var tls = Files.createDirectories(work.resolve("tls"));
        var trust = trust(certificate(tls));
        try (var bare = Contender.bare(Files.createDirectories(work.resolve("bare")));
                var secured = Contender.secured(Files.createDirectories(work.resolve("secured")), tls);
                var gateway = Contender.gateway(Files.createDirectories(work.resolve("gateway")), tls)) {
            var contenders = List.of(bare, secured, gateway);
            var figures = new LinkedHashMap<Contender, Map<Operation, Figures>>();
            var loads = new LinkedHashMap<Contender, Load>();
            for (Contender contender : contenders) {
                var load = new Load(contender.uri(), trust);
                load.prepare();
                loads.put(contender, load);
                figures.put(contender, new EnumMap<>(Operation.class));
            }
            // the first round warms up, and does not count
            for (int round = 0; round <= rounds; round++) {
                for (Operation operation : Operation.values()) {
                    for (Contender contender : contenders) {
                        measure(
                                loads.get(contender),
                                operation,
                                round == 0
                                        ? new Figures()
                                        : figures.get(contender).computeIfAbsent(operation, _ -> new Figures()));
                    }
                }
            }
            new Table(turn, rounds, clients).print(contenders, figures);
        }
    }

    private void measure(Load load, Operation operation, Figures figures) throws Exception {
        long start = System.nanoTime();
        long end = start + turn.toNanos();
        Callable<long[]> client = () -> {
            var taken = LongStream.builder();
            for (long now = System.nanoTime(); now < end; now = System.nanoTime()) {
                load.run(operation);
                taken.add(System.nanoTime() - now);
            }
            return taken.build().toArray();
        };
        try (var threads = Executors.newFixedThreadPool(clients)) {
            var all = new ArrayList<long[]>();
            for (var result : threads.invokeAll(
                    IntStream.range(0, clients).mapToObj(_ -> client).toList())) {
                all.add(result.get());
            }
            figures.add(all.stream().flatMapToLong(LongStream::of).toArray(), System.nanoTime() - start);
        }
    }

    private static X509Certificate certificate(Path tls) throws IOException {
        var issuer = new CertificateIssuer(Clock.systemUTC(), new SecureRandom());
        var ca = issuer.ca();
        var leaf = issuer.leaf(ca, new ServerNames(List.of("localhost"), List.of("127.0.0.1")));
        Files.writeString(tls.resolve("tls.crt"), leaf.certificatePem());
        Files.writeString(tls.resolve("tls.key"), leaf.privateKeyPem());
        return ca.certificate();
    }

    private static SSLContext trust(X509Certificate authority) throws GeneralSecurityException, IOException {
        var store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        store.setCertificateEntry("ca", authority);
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        var context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    private static void delete(Path work) throws IOException {
        try (var files = Files.walk(work)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> {
                try {
                    Files.delete(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
