package io.loadtelemetry.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loadtelemetry.api.Endpoint;
import io.loadtelemetry.api.event.Annotation;
import io.loadtelemetry.api.event.IterationEvent;
import io.loadtelemetry.api.event.RequestEvent;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class InMemoryRecorderTest {

    private final InMemoryProvider provider = new InMemoryProvider();

    @Test
    void keepsCopiesThatOutliveTheCall() throws Exception {
        RequestSample request = SampleEvents.request(Endpoint.of("GET", "/a"), 0, 1);
        IterationSample iteration = new IterationSample("s", 0, 1, 2);
        try (RecorderHarness harness = RecorderHarness.start(provider, Map.of())) {
            harness.record(request, iteration, SampleEvents.testStart());
        }
        assertThat(provider.recorder().events()).hasSize(3).contains(SampleEvents.testStart());
        assertThat(provider.recorder().events(IterationEvent.class)).containsExactly(iteration);
        assertThat(provider.recorder().events(RequestEvent.class))
                .singleElement()
                .satisfies(copy -> {
                    assertThat(copy.endpoint()).isEqualTo(request.endpoint());
                    assertThat(copy.duration()).isEqualTo(request.duration());
                    assertThat(copy.errorType()).isEqualTo("503");
                });
    }

    @Test
    void letsGoOfTheOldestAndSaysSo() throws Exception {
        try (RecorderHarness harness = RecorderHarness.start(provider, Map.of("telemetry.memory.capacity", "2"))) {
            for (int i = 0; i < 5; i++) {
                harness.record(new Annotation(i, "a", Map.of()));
            }
            assertThat(provider.recorder().events())
                    .containsExactly(new Annotation(3, "a", Map.of()), new Annotation(4, "a", Map.of()));
            assertThat(harness.accounting().dropped()).isEqualTo(Map.of(InMemoryRecorder.FORGOTTEN, 3L));
        }
    }

    @Test
    void wakesWhoWaitsForAnEvent() throws Exception {
        try (RecorderHarness harness = RecorderHarness.start(provider, Map.of())) {
            CompletableFuture<Annotation> waiting = CompletableFuture.supplyAsync(this::awaitDeploy);
            harness.record(new Annotation(1, "other", Map.of()));
            harness.record(new Annotation(2, "deploy", Map.of()));
            assertThat(waiting.join().time()).isEqualTo(2);
        }
        assertThatThrownBy(() -> provider.recorder().await(Annotation.class, event -> false, Duration.ofMinutes(5)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("no such Annotation among 2 events");
    }

    @Test
    void saysThatThereWasNoRun() {
        assertThatThrownBy(provider::recorder)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("memory");
    }

    private Annotation awaitDeploy() {
        try {
            return provider.recorder()
                    .await(Annotation.class, event -> event.name().equals("deploy"), Duration.ofSeconds(10));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
