package io.loadtelemetry.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loadtelemetry.api.ConfigurationException;
import io.loadtelemetry.api.Endpoint;
import io.loadtelemetry.api.event.Annotation;
import io.loadtelemetry.api.event.RequestEvent;
import io.loadtelemetry.api.event.TelemetryEvent;
import io.loadtelemetry.api.spi.ConfigKey;
import io.loadtelemetry.api.spi.Recorder;
import io.loadtelemetry.api.spi.RecorderContext;
import io.loadtelemetry.api.spi.RecorderProvider;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

class RecorderHarnessTest {

    private static final ConfigKey<Integer> SIZE =
            ConfigKey.integer("size", "how much", 1, 9).withDefault("3");

    /** What the recorder under test does with an event. */
    @FunctionalInterface
    interface Take {
        void take(RecorderContext context, TelemetryEvent event) throws Exception;
    }

    private record Provider(Take take, boolean wantsRequests) implements RecorderProvider {

        Provider(Take take) {
            this(take, true);
        }

        @Override
        public String id() {
            return "probe";
        }

        @Override
        public List<ConfigKey<?>> keys() {
            return List.of(SIZE);
        }

        @Override
        public Recorder create(RecorderContext context) {
            return new Recorder() {
                @Override
                public boolean wantsRequests() {
                    return wantsRequests;
                }

                @Override
                public void record(TelemetryEvent event) throws Exception {
                    take.take(context, event);
                }

                @Override
                public void close() throws Exception {
                    take.take(context, SampleEvents.testStop());
                }
            };
        }
    }

    @Test
    void readsOptionsThroughTheKeysOfTheProvider() throws Exception {
        Provider provider = new Provider((context, event) -> {});
        try (RecorderHarness harness = RecorderHarness.start(provider, Map.of("telemetry.probe.size", " 7 "))) {
            assertThat(harness.context().config().get(SIZE)).isEqualTo(7);
            assertThatThrownBy(() -> harness.context().config().find(ConfigKey.text("other", "undeclared")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("other");
        }
        try (RecorderHarness harness = RecorderHarness.start(provider, Map.of("telemetry.elsewhere.size", "x"))) {
            assertThat(harness.context().config().get(SIZE)).isEqualTo(3);
        }
        assertThatThrownBy(() -> RecorderHarness.start(provider, Map.of("telemetry.probe.size", "10")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("telemetry.probe.size")
                .hasMessageContaining("from 1 to 9");
        assertThatThrownBy(() -> RecorderHarness.start(provider, Map.of("telemetry.probe.sise", "1")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("telemetry.probe.sise");
    }

    @Test
    void callsTheRecorderFromOneDaemonThreadOnly() throws Exception {
        Queue<Thread> threads = new ConcurrentLinkedQueue<>();
        Provider provider = new Provider((context, event) -> threads.add(Thread.currentThread()));
        try (RecorderHarness harness = RecorderHarness.start(provider, Map.of())) {
            harness.record(SampleEvents.testStart(), SampleEvents.testStop());
            harness.recordBatch(SampleEvents.everyKind());
        }
        assertThat(threads.stream().distinct()).hasSize(1).allMatch(Thread::isDaemon);
        assertThat(threads).doesNotContain(Thread.currentThread());
    }

    @Test
    void collectsWhatTheRecorderTellsAndThrows() throws Exception {
        Provider provider = new Provider((context, event) -> {
            if (event instanceof Annotation) {
                context.warn("export", "failed");
                context.dropped("export_failed", 2);
                context.dropped("export_failed", 0);
                throw new IOException("no");
            }
        });
        RecorderHarness harness = RecorderHarness.start(provider, Map.of());
        harness.record(SampleEvents.testStart(), SampleEvents.testStart(), new Annotation(1, "a", Map.of()));
        harness.close();
        harness.close();
        assertThat(harness.failures()).singleElement().isInstanceOf(IOException.class);
        assertThat(harness.warnings()).containsExactly("export: failed");
        assertThat(harness.accounting().dropped()).isEqualTo(Map.of("export_failed", 2L));
        assertThat(harness.accounting().recorded()).isEqualTo(1);
        assertThat(harness.accounting().balanced()).isTrue();
    }

    @Test
    void givesBackWhatTheRecorderPublishes() throws Exception {
        Queue<TelemetryEvent> taken = new ConcurrentLinkedQueue<>();
        Annotation echo = new Annotation(2, "echo", Map.of());
        Provider provider = new Provider((context, event) -> {
            taken.add(event);
            if (event instanceof Annotation annotation && annotation.name().equals("call")) {
                context.publish(echo);
            }
        });
        try (RecorderHarness harness = RecorderHarness.start(provider, Map.of())) {
            harness.record(new Annotation(1, "call", Map.of()));
            harness.tick();
            assertThat(taken).contains(echo);
            assertThat(harness.published()).containsExactly(echo);
        }
    }

    @Test
    void scramblesTheViewAfterTheCallAndTellsWhoReadsIt() throws Exception {
        Queue<RequestEvent> kept = new ConcurrentLinkedQueue<>();
        Provider provider = new Provider((context, event) -> {
            if (event instanceof RequestEvent request) {
                assertThat(request.endpoint().name()).isEqualTo("/a");
                kept.add(request);
            }
        });
        try (RecorderHarness harness = RecorderHarness.start(provider, Map.of())) {
            harness.record(SampleEvents.request(Endpoint.of("/a"), 0, 0));
            harness.record(SampleEvents.request(Endpoint.of("/a"), 0, 1));
            assertThat(harness.failures()).isEmpty();
            assertThat(harness.misuses()).isEmpty();
            assertThat(kept.stream().distinct()).hasSize(1);
            assertThat(kept.element().endpoint().name()).isNotEqualTo("/a");
            assertThat(harness.misuses()).singleElement().asString().contains("RequestEvent.endpoint()");
        }
    }

    @Test
    void keepsSingleRequestsFromARecorderThatWantsNone() throws Exception {
        Queue<TelemetryEvent> taken = new ConcurrentLinkedQueue<>();
        Provider provider = new Provider((context, event) -> taken.add(event), false);
        try (RecorderHarness harness = RecorderHarness.start(provider, Map.of())) {
            harness.record(SampleEvents.request(Endpoint.of("/a"), 0, 0), new IterationSample("s", 0, 1, 2));
            harness.record(SampleEvents.testStart());
            assertThat(harness.wantsRequests()).isFalse();
            assertThat(taken).containsExactly(SampleEvents.testStart());
        }
    }

    @Test
    void passesOnWhatTheStartThrows() {
        RecorderProvider provider = new BrokenRecorders.Sound() {
            @Override
            public Recorder create(RecorderContext context) {
                return new Recorder() {
                    @Override
                    public void start() throws IOException {
                        throw new IOException("no such host");
                    }

                    @Override
                    public void record(TelemetryEvent event) {}
                };
            }
        };
        assertThatThrownBy(() -> RecorderHarness.start(provider, Map.of()))
                .isInstanceOf(IOException.class)
                .hasMessage("no such host");
    }
}
