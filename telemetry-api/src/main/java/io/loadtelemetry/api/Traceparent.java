package io.loadtelemetry.api;

/** The header {@code traceparent} of the W3C recommendation "Trace Context": two ids and a flag in hexadecimal. */
final class Traceparent {

    /** Of version 00: {@code 00-<32 digits>-<16 digits>-<2 digits>}. */
    static final int LENGTH = 55;

    private static final int TRACE_ID = 3;
    private static final int SPAN_ID = 36;
    private static final int FLAGS = 53;
    private static final int SAMPLED = 1;

    private Traceparent() {}

    static void append(StringBuilder to, TraceContext context) {
        to.append("00-");
        appendHex(to, context.traceIdHigh());
        appendHex(to, context.traceIdLow());
        to.append('-');
        appendHex(to, context.spanId());
        to.append(context.sampled() ? "-01" : "-00");
    }

    static void appendHex(StringBuilder to, long bits) {
        for (int shift = 60; shift >= 0; shift -= 4) {
            int digit = (int) (bits >>> shift) & 0xf;
            to.append((char) (digit < 10 ? '0' + digit : 'a' + digit - 10));
        }
    }

    /** A later version may append more fields, and is read as version 00, as the recommendation says. */
    static TraceContext parse(String header) {
        String text = header.strip();
        boolean shape = text.length() >= LENGTH
                && text.charAt(2) == '-'
                && text.charAt(SPAN_ID - 1) == '-'
                && text.charAt(FLAGS - 1) == '-'
                && (text.length() == LENGTH || (text.charAt(LENGTH) == '-' && !text.startsWith("00")));
        if (!shape || !isHex(text, 0, 2) || text.startsWith("ff") || !isHex(text, FLAGS, LENGTH)) {
            return TraceIds.NONE;
        }
        if (!isHex(text, TRACE_ID, SPAN_ID - 1) || !isHex(text, SPAN_ID, FLAGS - 1)) {
            return TraceIds.NONE;
        }
        TraceIds ids = new TraceIds(
                Long.parseUnsignedLong(text, TRACE_ID, TRACE_ID + 16, 16),
                Long.parseUnsignedLong(text, TRACE_ID + 16, SPAN_ID - 1, 16),
                Long.parseUnsignedLong(text, SPAN_ID, FLAGS - 1, 16),
                0,
                (Integer.parseInt(text, FLAGS, LENGTH, 16) & SAMPLED) != 0);
        return ids.isValid() ? ids : TraceIds.NONE;
    }

    /** In lower case only, as the recommendation demands. */
    private static boolean isHex(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            char digit = text.charAt(i);
            if ((digit < '0' || digit > '9') && (digit < 'a' || digit > 'f')) {
                return false;
            }
        }
        return true;
    }
}
