package io.loadtelemetry.api;

/**
 * What became of a snapshot that was given to {@link Telemetry#merge}.
 *
 * @param outcome whether it was counted
 * @param reason why it was not counted, in one line; else empty
 */
public record MergeResult(Outcome outcome, String reason) {

    /** Whether a snapshot was counted. */
    public enum Outcome {
        /** It is counted now. */
        MERGED,
        /** It was counted before, and is not counted again. The carrier need not send it any more. */
        DUPLICATE,
        /** It is not counted now; sending it again later may help. */
        LATER,
        /** It is not counted, and sending it again would not help. */
        REFUSED
    }

    /** Counted. */
    public static final MergeResult MERGED = new MergeResult(Outcome.MERGED, "");
    /** Counted before. */
    public static final MergeResult DUPLICATE = new MergeResult(Outcome.DUPLICATE, "");

    /**
     * Not counted now.
     *
     * @param reason why, in one line
     * @return the result
     */
    public static MergeResult later(String reason) {
        return new MergeResult(Outcome.LATER, reason);
    }

    /**
     * Not counted.
     *
     * @param reason why, in one line
     * @return the result
     */
    public static MergeResult refused(String reason) {
        return new MergeResult(Outcome.REFUSED, reason);
    }
}
