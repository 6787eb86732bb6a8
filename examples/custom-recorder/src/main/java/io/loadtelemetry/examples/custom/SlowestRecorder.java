package io.loadtelemetry.examples.custom;

import io.loadtelemetry.api.event.RequestEvent;
import io.loadtelemetry.api.event.TelemetryEvent;
import io.loadtelemetry.api.spi.Recorder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.Locale;
import java.util.PriorityQueue;
import java.util.stream.Collectors;

/** Keeps the slowest requests of a run and writes them to a file when it is over, one a line, the slowest first. */
final class SlowestRecorder implements Recorder {

    private static final Comparator<RequestEvent> BY_DURATION = Comparator.comparingLong(RequestEvent::duration);

    private final Path path;
    private final int keep;
    private final PriorityQueue<RequestEvent> slowest = new PriorityQueue<>(BY_DURATION);

    SlowestRecorder(String path, int keep) {
        this.path = Path.of(path);
        this.keep = keep;
    }

    /** All methods are called from one thread, this recorder's own: there is nothing to lock. */
    @Override
    public void record(TelemetryEvent event) {
        if (event instanceof RequestEvent request && isSlow(request)) {
            // What is handed over is a view, reused for the next request: what is kept must be a copy.
            slowest.add(request.copy());
            if (slowest.size() > keep) {
                slowest.remove();
            }
        }
    }

    private boolean isSlow(RequestEvent request) {
        RequestEvent fastest = slowest.peek();
        return fastest == null || slowest.size() < keep || request.duration() > fastest.duration();
    }

    /** Called once, after the last event. What it throws is told to the user and harms nobody. */
    @Override
    public void close() throws IOException {
        String text =
                slowest.stream().sorted(BY_DURATION.reversed()).map(this::line).collect(Collectors.joining());
        // Not writeString: that refuses a text that is not valid UTF-16, and names come from outside.
        Files.write(path, text.getBytes(StandardCharsets.UTF_8));
    }

    private String line(RequestEvent request) {
        String name = request.endpoint().toString().replaceAll("\\p{Cntrl}", " ");
        Instant start = Instant.ofEpochSecond(0, request.start());
        double millis = request.duration() / 1e6;
        return String.format(Locale.ROOT, "%10.3f ms  %s  %s%n", millis, start, name);
    }
}
