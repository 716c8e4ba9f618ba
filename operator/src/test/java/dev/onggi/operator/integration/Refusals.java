package dev.onggi.operator.integration;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.net.HttpURLConnection;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What the API server refuses a client for want of a right. */
final class Refusals implements Interceptor {

    private final List<String> refused = new CopyOnWriteArrayList<>();

    /** Looks at the answers to a client. */
    void attach(HttpClient.Builder http) {
        http.addOrReplaceInterceptor("refusals", this);
    }

    /** Method and path of each request that was refused up to now. */
    List<String> all() {
        return List.copyOf(refused);
    }

    @Override
    public void after(HttpRequest request, HttpResponse<?> response, AsyncBody.Consumer<List<ByteBuffer>> consumer) {
        if (response.code() == HttpURLConnection.HTTP_FORBIDDEN) {
            refused.add(request.method() + " " + request.uri().getPath());
        }
    }
}
