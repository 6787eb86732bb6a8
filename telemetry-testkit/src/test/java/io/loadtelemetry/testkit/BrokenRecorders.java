package io.loadtelemetry.testkit;

import io.loadtelemetry.api.event.Annotation;
import io.loadtelemetry.api.event.CpuWarning;
import io.loadtelemetry.api.event.RequestEvent;
import io.loadtelemetry.api.event.TelemetryEvent;
import io.loadtelemetry.api.spi.ConfigKey;
import io.loadtelemetry.api.spi.Recorder;
import io.loadtelemetry.api.spi.RecorderContext;
import io.loadtelemetry.api.spi.RecorderProvider;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Recorders that each break one rule of the contract, in the way a hurried author would. */
final class BrokenRecorders {

    private static final CountDownLatch RELEASED = new CountDownLatch(1);

    private BrokenRecorders() {}

    /** Breaks nothing yet. */
    public static class Sound implements RecorderProvider {
        @Override
        public String id() {
            return "broken";
        }

        @Override
        public Recorder create(RecorderContext context) throws Exception {
            return event -> {};
        }
    }

    public static class ChangingId extends Sound {
        private static final AtomicInteger INSTANCES = new AtomicInteger();

        private final String id = "broken-" + INSTANCES.incrementAndGet();

        @Override
        public String id() {
            return id;
        }
    }

    public static class MalformedId extends Sound {
        @Override
        public String id() {
            return "Bad Id";
        }
    }

    private static class NotPublic extends Sound {}

    static Sound notPublic() {
        return new NotPublic();
    }

    public static class LenientKey extends Sound {
        @Override
        public List<ConfigKey<?>> keys() {
            return List.of(ConfigKey.of("on", "whether it is on", "true or false", text -> {
                if (text.isEmpty()) {
                    throw new IllegalArgumentException();
                }
                return Boolean.parseBoolean(text);
            }));
        }
    }

    public static class NeedsAnEvent extends Sound {
        @Override
        public Recorder create(RecorderContext context) {
            return new Recorder() {
                private final List<Long> times = new ArrayList<>();

                @Override
                public void record(TelemetryEvent event) {
                    if (times.isEmpty()) {
                        times.add(event.time());
                    }
                }

                @Override
                public void close() {
                    times.get(0);
                }
            };
        }
    }

    public static class RefusesAKind extends Sound {
        @Override
        public Recorder create(RecorderContext context) {
            return event -> {
                if (event instanceof CpuWarning) {
                    throw new UnsupportedOperationException();
                }
            };
        }
    }

    public static class ChokesOnText extends Sound {
        @Override
        public Recorder create(RecorderContext context) {
            return event -> {
                if (event instanceof Annotation annotation) {
                    StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(annotation.name()));
                }
            };
        }
    }

    public static class KeepsViews extends Sound {
        @Override
        public Recorder create(RecorderContext context) {
            return new Recorder() {
                private final List<RequestEvent> batch = new ArrayList<>();

                @Override
                public void record(TelemetryEvent event) {
                    if (event instanceof RequestEvent request) {
                        batch.add(request);
                    }
                }

                @Override
                public void tick(long now) {
                    batch.forEach(RequestEvent::duration);
                    batch.clear();
                }
            };
        }
    }

    /** Counts what it has written; {@link #written} stands for its output. */
    public static class WritesInTickOnly extends Sound {
        final AtomicInteger written = new AtomicInteger();

        @Override
        public Recorder create(RecorderContext context) {
            return new Recorder() {
                private int gathered;

                @Override
                public void record(TelemetryEvent event) {
                    gathered += event instanceof RequestEvent ? 1 : 0;
                }

                @Override
                public void tick(long now) {
                    written.addAndGet(gathered);
                    gathered = 0;
                }
            };
        }
    }

    public static class SwallowsInterrupts extends Sound {
        @Override
        @SuppressWarnings("ThreadInterruptedCheck")
        public Recorder create(RecorderContext context) {
            return event -> {
                try {
                    new CountDownLatch(0).await();
                } catch (InterruptedException e) {
                    // the author did not know better
                }
            };
        }
    }

    /** An interrupt closes a FileChannel for good. */
    public static class DiesOfAnInterrupt extends Sound {
        @Override
        public Recorder create(RecorderContext context) throws Exception {
            Path file = Files.createTempFile("broken", ".log");
            FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
            return new Recorder() {
                @Override
                public void record(TelemetryEvent event) throws IOException {
                    channel.write(ByteBuffer.allocate(1));
                }

                @Override
                public void close() throws IOException {
                    channel.close();
                }
            };
        }
    }

    public static class LeavesAThread extends Sound {
        final boolean daemon;

        public LeavesAThread() {
            this(true);
        }

        LeavesAThread(boolean daemon) {
            this.daemon = daemon;
        }

        @Override
        public Recorder create(RecorderContext context) {
            return new Recorder() {
                @Override
                public void start() {
                    Thread thread = new Thread(BrokenRecorders::linger, "lingering");
                    thread.setDaemon(daemon);
                    thread.start();
                }

                @Override
                public void record(TelemetryEvent event) {}
            };
        }
    }

    public static class LeavesAFileOpen extends Sound {
        private static final List<FileChannel> KEPT = new ArrayList<>();

        @Override
        public Recorder create(RecorderContext context) throws IOException {
            KEPT.add(FileChannel.open(
                    Files.createTempFile("left", "open"),
                    StandardOpenOption.WRITE,
                    StandardOpenOption.DELETE_ON_CLOSE));
            return event -> {};
        }
    }

    public static class TellsASecret extends Sound {
        static final String SECRET = "Bearer 3c1fd0";

        @Override
        public Recorder create(RecorderContext context) {
            return new Recorder() {
                @Override
                public void record(TelemetryEvent event) {}

                @Override
                public String toString() {
                    return "to collector, authorization=" + SECRET;
                }
            };
        }
    }

    public static class SharesState extends Sound {
        private static final AtomicInteger OPEN = new AtomicInteger();

        @Override
        public Recorder create(RecorderContext context) {
            OPEN.set(1);
            return new Recorder() {
                @Override
                public void record(TelemetryEvent event) {
                    if (OPEN.get() == 0) {
                        throw new IllegalStateException("closed");
                    }
                }

                @Override
                public void close() {
                    OPEN.set(0);
                }
            };
        }
    }

    public static class RemembersNames extends Sound {
        @Override
        public Recorder create(RecorderContext context) {
            Map<String, TelemetryEvent> last = new HashMap<>();
            return event -> {
                if (event instanceof Annotation annotation && !last.containsKey(annotation.name())) {
                    last.put(annotation.name(), annotation);
                }
            };
        }
    }

    /** Breaks nothing: its output is what the test keeps of it. */
    public static class WritesToTheTest extends Sound {
        static final List<TelemetryEvent> OUTPUT = new ArrayList<>();

        @Override
        public Recorder create(RecorderContext context) {
            return event -> {
                if (event instanceof Annotation) {
                    OUTPUT.add(event);
                }
            };
        }
    }

    public static class LosesSome extends Sound {
        @Override
        public Recorder create(RecorderContext context) {
            return event -> {
                if (event instanceof RequestEvent) {
                    context.dropped("lost", 1);
                }
            };
        }
    }

    private static void linger() {
        try {
            RELEASED.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends the threads left behind. */
    static void release() {
        RELEASED.countDown();
    }
}
