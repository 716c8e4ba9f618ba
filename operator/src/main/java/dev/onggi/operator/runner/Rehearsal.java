package dev.onggi.operator.runner;

import dev.onggi.operator.builder.api.BuildKey;
import dev.onggi.operator.builder.api.BuildOrder;
import dev.onggi.operator.builder.api.BuilderApi;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;

/**
 * Does once what a runner does until its first build has begun, and ends. It is run when the image is made: what the Java
 * runtime has loaded and linked by then is kept in a file of the image (JEP 514), and a builder takes builds sooner.
 */
public final class Rehearsal {

    private static final String PASSWORD = "rehearsal";

    private Rehearsal() {}

    /**
     * Plays both sides.
     *
     * @param arguments a new directory to work in, and a PKCS #12 file with a certificate of the operator's name and its key,
     *     whose password is {@value #PASSWORD}
     * @throws Exception where anything does not work as in a builder
     */
    public static void main(String[] arguments) throws Exception {
        var directory = Files.createDirectories(Path.of(arguments[0]));
        writeCertificate(directory, Path.of(arguments[1]));
        var builds = new Builds(
                new BuildFiles(directory.resolve("builds"), directory.resolve("sources")),
                new ScriptPipe(directory.resolve("sources"), System.out::println),
                new ScriptPipe(directory.resolve("builds"), System.out::println),
                1,
                Clock.systemUTC());
        Files.write(directory.resolve(BuilderApi.FIRST_ORDER), BuilderApi.write(order(1)));
        new FirstOrder(directory).begin(builds);
        var tls = new RunnerTls(directory).context();
        var server = new RunnerServer(builds, tls, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        server.start();
        play(server.address(), tls);
        server.stop();
    }

    /** As the operator's Secret has it; it is its own CA. */
    private static void writeCertificate(Path directory, Path file) throws IOException, GeneralSecurityException {
        var store = KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray());
        var name = store.aliases().nextElement();
        var certificate = pem("CERTIFICATE", store.getCertificate(name).getEncoded());
        Files.writeString(directory.resolve("tls.crt"), certificate);
        Files.writeString(directory.resolve("ca.crt"), certificate);
        var key = store.getKey(name, PASSWORD.toCharArray());
        Files.writeString(directory.resolve("tls.key"), pem("PRIVATE KEY", key.getEncoded()));
    }

    private static String pem(String label, byte[] content) {
        return "-----BEGIN %1$s-----%n%2$s%n-----END %1$s-----%n"
                .formatted(label, Base64.getMimeEncoder().encodeToString(content));
    }

    private static BuildOrder order(int number) {
        var key = new BuildKey("rehearsal", "0", number, 1, "", 1);
        return new BuildOrder(key, List.of(), Map.of("Dockerfile", ""), List.of("."), Map.of("a", "b"), "{}", 60);
    }

    private static void play(InetSocketAddress address, SSLContext tls) throws IOException, InterruptedException {
        var order = order(2);
        var all = URI.create("https://127.0.0.1:%d%s".formatted(address.getPort(), BuilderApi.BUILDS));
        var one = URI.create(all + "/" + order.key().id());
        try (var client = HttpClient.newBuilder().sslContext(tls).build()) {
            for (var request : List.of(
                    HttpRequest.newBuilder(URI.create(all + "?after=-1")),
                    HttpRequest.newBuilder(one).PUT(BodyPublishers.ofByteArray(BuilderApi.write(order))),
                    HttpRequest.newBuilder(URI.create(all + "?after=0")),
                    HttpRequest.newBuilder(one).DELETE())) {
                var answer = client.send(request.build(), BodyHandlers.ofString());
                if (answer.statusCode() != 200) {
                    throw new IOException("the rehearsal fails: " + answer.statusCode() + " " + answer.body());
                }
            }
        }
    }
}
