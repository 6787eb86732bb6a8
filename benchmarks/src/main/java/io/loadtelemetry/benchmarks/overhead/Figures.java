package io.loadtelemetry.benchmarks.overhead;

import io.loadtelemetry.benchmarks.Result;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** Prints the figures of one subject. */
record Figures(String subject, Map<String, String> params) {

    void print(String measure, String unit, double value) {
        new Result("overhead", subject, params, measure, unit, value).print();
    }

    /** What both ways of measuring tell. */
    void times(Histogram times, long nanos) {
        print("throughput", "requests/s", times.getTotalCount() * 1e9 / nanos);
        print("p50", "ms", times.getValueAtPercentile(50) / 1e6);
        print("p99", "ms", times.getValueAtPercentile(99) / 1e6);
    }
}
