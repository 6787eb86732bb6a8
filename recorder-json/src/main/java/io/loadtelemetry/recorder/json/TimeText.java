package io.loadtelemetry.recorder.json;

import java.nio.charset.StandardCharsets;

/**
 * Writes times as RFC 3339 in UTC with 6 digits of the second, for instance {@code 2026-11-23T06:17:14.123456Z}. Does not
 * allocate. Not thread-safe.
 */
final class TimeText {

    private static final long NANOS = 1_000_000_000L;
    private static final int DAY = 86_400;

    private final byte[] text = "0000-00-00T00:00:00.".getBytes(StandardCharsets.US_ASCII);

    /** The second that is in the text: times come in order, so most share it with the one before. */
    private long second = Long.MIN_VALUE;

    private long day = Long.MIN_VALUE;

    /** A time in nanoseconds since the Unix epoch. */
    void put(LineBuffer out, long nanos) {
        long wanted = Math.floorDiv(nanos, NANOS);
        if (wanted != second) {
            second = wanted;
            timeOfDay((int) Math.floorMod(wanted, (long) DAY));
            date(Math.floorDiv(wanted, (long) DAY));
        }
        out.put(text);
        out.putDigits((nanos - wanted * NANOS) / 1000, 6);
        out.put('Z');
    }

    private void timeOfDay(int secondOfDay) {
        digits(11, 2, secondOfDay / 3600);
        digits(14, 2, secondOfDay / 60 % 60);
        digits(17, 2, secondOfDay % 60);
    }

    /**
     * The date of a day since the epoch, as in H. Hinnant, "chrono-Compatible Low-Level Date Algorithms"
     * (civil_from_days): a year that begins in March has its leap day at its end.
     */
    private void date(long daySinceEpoch) {
        if (daySinceEpoch == day) {
            return;
        }
        day = daySinceEpoch;
        long shifted = daySinceEpoch + 719_468;
        long era = Math.floorDiv(shifted, 146_097L);
        int dayOfEra = (int) (shifted - era * 146_097);
        int yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        int fromMarch = (5 * dayOfYear + 2) / 153;
        int month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
        digits(0, 4, (int) (yearOfEra + era * 400) + (month <= 2 ? 1 : 0));
        digits(5, 2, month);
        digits(8, 2, dayOfYear - (153 * fromMarch + 2) / 5 + 1);
    }

    private void digits(int at, int count, int number) {
        int rest = number;
        for (int i = at + count - 1; i >= at; i--) {
            text[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }
}
