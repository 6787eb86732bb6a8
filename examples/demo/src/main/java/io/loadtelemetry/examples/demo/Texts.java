package io.loadtelemetry.examples.demo;

import java.util.Locale;

/** Numbers as the demo prints them. */
final class Texts {

    private Texts() {}

    static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    static String rate(double perSecond) {
        return String.format(Locale.ROOT, perSecond < 100 ? "%,.1f" : "%,.0f", perSecond);
    }

    /** With three to four digits, whatever the size. */
    static String millis(long nanos) {
        double millis = nanos / 1e6;
        String format = millis < 10 ? "%.2f" : millis < 1000 ? "%.1f" : "%,.0f";
        return String.format(Locale.ROOT, format, millis);
    }

    static String duration(long nanos) {
        double seconds = nanos / 1e9;
        return String.format(Locale.ROOT, seconds == Math.rint(seconds) ? "%.0f s" : "%.1f s", seconds);
    }
}
