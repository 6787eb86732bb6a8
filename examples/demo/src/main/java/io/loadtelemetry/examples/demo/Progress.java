package io.loadtelemetry.examples.demo;

import io.loadtelemetry.api.event.LatencyStats;
import io.loadtelemetry.api.event.RequestStats;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Shows how the load goes, several times a second, until it is closed. */
final class Progress implements AutoCloseable {

    private static final int PERIOD_MILLIS = 100;

    /** Where it is shown. */
    interface View extends AutoCloseable {

        /**
         * Shows the state.
         *
         * @param elapsedNanos of the load
         * @param intervals how many intervals of statistics are over: the figures change with it
         * @param figures users, rate, p95, failures
         */
        void show(long elapsedNanos, int intervals, String figures);

        /** Shows the figures of the whole run, if that makes sense here. */
        void end(long elapsedNanos, String figures);

        @Override
        void close();
    }

    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(Threads.daemons("progress"));
    private final View view;
    private final Driver load;
    private final Figures figures;

    private Progress(View view, Driver load, Figures figures) {
        this.view = view;
        this.load = load;
        this.figures = figures;
    }

    static Progress start(View view, Driver load, Figures figures) {
        Progress progress = new Progress(view, load, figures);
        var unused =
                progress.timer.scheduleAtFixedRate(progress::show, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
        return progress;
    }

    private void show() {
        int intervals = figures.intervals();
        view.show(load.elapsedNanos(), intervals, text(load.active(), figures.interval(), figures.failures()));
    }

    private static String text(int users, @Nullable RequestStats stats, long failures) {
        String rate = "-";
        String p95 = "-";
        if (stats != null) {
            LatencyStats latency = stats.responseTime() == null ? stats.serviceTime() : stats.responseTime();
            rate = Texts.rate(stats.requestsPerSecond());
            p95 = latency == null ? "-" : Texts.millis(latency.p95());
        }
        return String.format(
                Locale.ROOT, "%d users  %6s req/s  p95 %5s ms  %s failed", users, rate, p95, Texts.count(failures));
    }

    /** Shows no more intervals: the last one is a piece without load. */
    void end() {
        timer.shutdownNow();
        try {
            boolean unused = timer.awaitTermination(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        end();
        RequestStats total = figures.total();
        if (total != null) {
            view.end(load.elapsedNanos(), text(load.active(), total, total.failures()));
        }
        view.close();
    }
}
