package io.loadtelemetry.examples.demo;

import java.io.PrintStream;
import java.util.Locale;

/** A plain line for every interval of the statistics: for a file, a pipe, a build server. */
final class LinesView implements Progress.View {

    private final PrintStream out;
    private final LoadShape shape;
    private int shown;

    LinesView(PrintStream out, LoadShape shape) {
        this.out = out;
        this.shape = shape;
    }

    @Override
    public void show(long elapsedNanos, int intervals, String figures) {
        if (intervals > shown) {
            shown = intervals;
            String total = Texts.duration(shape.durationNanos());
            out.println(String.format(Locale.ROOT, "%6.1f / %s  %s", elapsedNanos / 1e9, total, figures));
        }
    }

    /** The tables that follow say it. */
    @Override
    public void end(long elapsedNanos, String figures) {}

    @Override
    public void close() {}
}
