package io.loadtelemetry.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TargetTest {

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void countsWhatItServedByEndpointAndOutcome() throws Exception {
        try (Target target = Target.start(7)) {
            assertThat(get(target, "/products/1")).isEqualTo(200);
            assertThat(get(target, "/products/2")).isEqualTo(200);
            assertThat(get(target, "/nowhere")).isEqualTo(404);
            List<Integer> checkouts = checkouts(target, 60);

            Tally served = target.served();
            assertThat(served.of("GET /products/{id}", Tally.OK)).isEqualTo(2);
            assertThat(served.of("_OTHER", "404")).isEqualTo(1);
            long failed = checkouts.stream().filter(status -> status == 503).count();
            assertThat(failed).isBetween(1L, 20L);
            assertThat(served.of("POST /checkout", "503")).isEqualTo(failed);
            assertThat(served.of("POST /checkout", Tally.OK)).isEqualTo(60 - failed);
            assertThat(served.total()).isEqualTo(63);
        }
    }

    @Test
    void theSeedDecidesWhichRequestsFail() throws Exception {
        List<List<Integer>> runs = new ArrayList<>();
        for (long seed : new long[] {7, 7, 8}) {
            try (Target target = Target.start(seed)) {
                runs.add(checkouts(target, 25));
            }
        }
        assertThat(runs.get(1)).isEqualTo(runs.get(0));
        assertThat(runs.get(2)).isNotEqualTo(runs.get(0));
    }

    @Test
    void theSlowPageTakesItsTime() throws Exception {
        try (Target target = Target.start(7)) {
            long start = System.nanoTime();
            get(target, "/search");
            assertThat(System.nanoTime() - start).isGreaterThan(100_000_000);
        }
    }

    private int get(Target target, String path) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(target.uri() + path)).build();
        return client.send(request, BodyHandlers.discarding()).statusCode();
    }

    private List<Integer> checkouts(Target target, int count) throws IOException, InterruptedException {
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(target.uri() + "/checkout"))
                    .POST(BodyPublishers.ofString("amount=1"))
                    .build();
            statuses.add(client.send(request, BodyHandlers.discarding()).statusCode());
        }
        return statuses;
    }
}
