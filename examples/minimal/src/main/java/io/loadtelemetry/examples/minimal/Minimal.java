package io.loadtelemetry.examples.minimal;

import io.loadtelemetry.api.RequestRecorder;
import io.loadtelemetry.api.Telemetry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** Calls a URL a hundred times. What is measured comes as JSON lines on the standard output. */
public final class Minimal {

    private Minimal() {}

    /**
     * Runs the load.
     *
     * @param args the URL to call
     * @throws InterruptedException if the thread is interrupted
     */
    public static void main(String[] args) throws InterruptedException {
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest request = HttpRequest.newBuilder(URI.create(args[0])).build();
        try (Telemetry telemetry = Telemetry.builder("minimal").users(1).start()) {
            RequestRecorder home = telemetry.request("GET", "home"); // once, and kept
            for (int i = 0; i < 100; i++) {
                long start = telemetry.now();
                try {
                    HttpResponse<byte[]> response = client.send(request, BodyHandlers.ofByteArray());
                    if (response.statusCode() < 400) {
                        home.success(start, telemetry.now(), response.body().length);
                    } else {
                        home.failure(start, telemetry.now(), String.valueOf(response.statusCode()));
                    }
                } catch (IOException e) {
                    home.failure(start, telemetry.now(), e.getClass().getSimpleName());
                }
            }
        }
    }
}
