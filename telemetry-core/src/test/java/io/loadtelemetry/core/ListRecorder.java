package io.loadtelemetry.core;

import io.loadtelemetry.api.event.RequestEvent;
import io.loadtelemetry.api.event.TelemetryEvent;
import io.loadtelemetry.api.spi.Recorder;
import io.loadtelemetry.api.spi.RecorderContext;
import io.loadtelemetry.api.spi.RecorderProvider;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A recorder that keeps what it gets, at most so many requests; a test may make it do something else before. */
class ListRecorder implements RecorderProvider, Recorder {

    private static final int MOST_EVENTS = 200_000;

    /** What a test wants the recorder to do with an event. */
    interface Behaviour {
        void on(TelemetryEvent event) throws Exception;
    }

    private final String id;
    private final List<TelemetryEvent> events = Collections.synchronizedList(new ArrayList<>());
    private final List<String> calls = Collections.synchronizedList(new ArrayList<>());
    private final AtomicLong total = new AtomicLong();
    private final AtomicLong requests = new AtomicLong();
    private boolean wantsRequests = true;
    private Behaviour behaviour = event -> {};
    private @Nullable RecorderContext context;

    ListRecorder(String id) {
        this.id = id;
    }

    ListRecorder withoutRequests() {
        wantsRequests = false;
        return this;
    }

    ListRecorder that(Behaviour does) {
        behaviour = does;
        return this;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public Recorder create(RecorderContext newContext) {
        context = newContext;
        return this;
    }

    @Override
    public boolean wantsRequests() {
        return wantsRequests;
    }

    @Override
    public void start() {
        calls.add("start");
    }

    @Override
    public void record(TelemetryEvent event) throws Exception {
        behaviour.on(event);
        total.incrementAndGet();
        if (event instanceof RequestEvent request) {
            requests.incrementAndGet();
            if (events.size() < MOST_EVENTS) {
                events.add(request.copy());
            }
        } else {
            events.add(event);
        }
    }

    @Override
    public void close() {
        calls.add("close");
    }

    RecorderContext context() {
        if (context == null) {
            throw new IllegalStateException("not created");
        }
        return context;
    }

    List<TelemetryEvent> events() {
        synchronized (events) {
            return List.copyOf(events);
        }
    }

    List<String> calls() {
        synchronized (calls) {
            return List.copyOf(calls);
        }
    }

    <T> List<T> of(Class<T> type) {
        return events().stream().filter(type::isInstance).map(type::cast).toList();
    }

    long total() {
        return total.get();
    }

    long count(Class<? extends TelemetryEvent> type) {
        return type == RequestEvent.class
                ? requests.get()
                : events().stream().filter(type::isInstance).count();
    }
}
