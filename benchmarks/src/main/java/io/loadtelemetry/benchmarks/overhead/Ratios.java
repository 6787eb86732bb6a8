package io.loadtelemetry.benchmarks.overhead;

import java.util.Arrays;

/** The ratios of b to a over the blocks. */
final class Ratios {

    private final double[] sorted;

    Ratios(double[] ratios) {
        sorted = ratios.clone();
        Arrays.sort(sorted);
    }

    /** Prints the median, the quartiles, and between what the true median is with 95 % confidence. */
    void print(Figures figures, String measure) {
        figures.print(measure, "1", quantile(0.5));
        figures.print(measure + ".q1", "1", quantile(0.25));
        figures.print(measure + ".q3", "1", quantile(0.75));
        // How many of n ratios are below the true median is binomial, which needs no assumption on how they are spread.
        double half = 0.98 / Math.sqrt(sorted.length);
        figures.print(measure + ".low", "1", quantile(Math.max(0, 0.5 - half)));
        figures.print(measure + ".high", "1", quantile(Math.min(1, 0.5 + half)));
    }

    private double quantile(double share) {
        double position = share * (sorted.length - 1);
        int below = (int) position;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
    }
}
