package io.loadtelemetry.examples.demo;

import java.io.PrintStream;
import java.util.Locale;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressState;

/** One line that is drawn again and again: for a terminal. */
final class BarView implements Progress.View {

    private static final int REFRESH_MILLIS = 200;
    private static final int SHORTEST = 5;
    private static final int LONGEST = 20;

    private final PrintStream out;
    private final char done;
    private final char open;
    private final ProgressBar bar;

    BarView(PrintStream out, LoadShape shape, int width, boolean unicode) {
        this.out = out;
        done = unicode ? '█' : '#';
        open = unicode ? '░' : '.';
        bar = new ProgressBarBuilder()
                .setInitialMax(shape.durationNanos() / 1_000_000)
                .setUpdateIntervalMillis(REFRESH_MILLIS)
                // One column is left free, or some terminals go on to the next line.
                .setConsumer(new DelegatingProgressBarConsumer(this::draw, width - 1))
                .setRenderer(this::render)
                .build();
    }

    @Override
    public void show(long elapsedNanos, int intervals, String figures) {
        bar.setExtraMessage(figures);
        bar.stepTo(elapsedNanos / 1_000_000);
    }

    @Override
    public void end(long elapsedNanos, String figures) {
        show(elapsedNanos, 0, figures);
    }

    private String render(ProgressState state, int width) {
        String time = String.format(Locale.ROOT, "%.1f/%.0f s ", state.getCurrent() / 1e3, state.getMax() / 1e3);
        String figures = " " + state.getExtraMessage();
        int length = Math.min(LONGEST, width - time.length() - figures.length());
        int full = (int) Math.round(length * Math.min(1, state.getNormalizedProgress()));
        String line = length < SHORTEST
                ? time + figures
                : time
                        + String.valueOf(done).repeat(full)
                        + String.valueOf(open).repeat(length - full)
                        + figures;
        return line.length() > width ? line.substring(0, width) : line + " ".repeat(width - line.length());
    }

    private void draw(String line) {
        out.print('\r' + line);
        out.flush();
    }

    @Override
    public void close() {
        bar.close();
        out.println();
    }
}
