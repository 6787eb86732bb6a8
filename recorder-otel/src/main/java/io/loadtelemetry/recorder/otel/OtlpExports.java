package io.loadtelemetry.recorder.otel;

import io.opentelemetry.common.ComponentLoader;
import io.opentelemetry.sdk.common.CompletableResultCode;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** Sends the data of one signal, one collection at a time, on daemon threads that can be interrupted. Called by the lane only. */
final class OtlpExports<T> {

    /** One encodes, one sends; the others are for a sender that uses more. */
    private static final int MAX_THREADS = 4;

    private static final long IDLE_SECONDS = 60;
    private static final long END_MILLIS = 250;
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private final ThreadPoolExecutor executor = new ThreadPoolExecutor(
            0, MAX_THREADS, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), this::thread);
    private final AtomicReference<Export> current = new AtomicReference<>(new Export(0));
    private final OtlpTarget target;
    private final SignalExporter<T> exporter;

    /** Makes the exporter of a signal. */
    interface Maker<T> {
        SignalExporter<T> make(OtlpTarget target, ComponentLoader components, ExecutorService executor);
    }

    OtlpExports(OtlpTarget target, Maker<T> maker) {
        this.target = target;
        Supplier<Export> latest = current::get;
        exporter = maker.make(target, new ObservedSenders(OtelSettings.components(), latest), executor);
    }

    /** Where to, for messages. */
    OtlpTarget target() {
        return target;
    }

    /**
     * Begins to send. The data must stay as it is until the export is done.
     *
     * @param data what is sent
     * @param mark how many events were recorded before it was collected
     */
    Export send(Collection<T> data, long mark) {
        Export export = new Export(mark);
        current.set(export);
        try {
            executor.execute(() -> export(data, export));
        } catch (RejectedExecutionException e) {
            export.failed("all threads that send are busy");
            export.finish();
        }
        return export;
    }

    private void export(Collection<T> data, Export export) {
        try {
            CompletableResultCode result = exporter.export().apply(data);
            result.whenComplete(() -> {
                if (!result.isSuccess()) {
                    export.failed("the exporter failed");
                }
                export.finish();
            });
        } catch (RuntimeException | Error e) {
            export.failed(ExportFailures.of(e));
            export.finish();
        }
    }

    /** Gives an export up, and stops what still works on it. */
    void cancel(Export export, String why) {
        export.failed(why);
        threads.forEach(Thread::interrupt);
    }

    /** Lets go of connections and threads; waits a moment at most. */
    void close() {
        try {
            // From JDK 21 on closing an HTTP client waits for its requests, so that is not for the lane to do.
            executor.execute(exporter.shutdown());
        } catch (RejectedExecutionException e) {
            exporter.shutdown().run();
        }
        executor.shutdown();
        try {
            if (!executor.awaitTermination(END_MILLIS, TimeUnit.MILLISECONDS)) {
                executor.shutdownNow();
            }
        } catch (InterruptedException e) {
            executor.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    private Thread thread(Runnable work) {
        Thread thread = new Thread(
                () -> {
                    threads.add(Thread.currentThread());
                    try {
                        work.run();
                    } finally {
                        threads.remove(Thread.currentThread());
                    }
                },
                "telemetry-otel-export-" + NUMBER.incrementAndGet());
        thread.setDaemon(true);
        thread.setContextClassLoader(OtlpExports.class.getClassLoader());
        return thread;
    }
}
