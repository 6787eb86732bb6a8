package io.loadtelemetry.api;

/**
 * The reasons for which an event is dropped that the library itself knows. A recorder may report others of its own, in
 * the same spelling.
 */
public final class DropReason {

    /** The ring had no room: the statistics were a whole ring behind, or a writer was stopped in its middle. */
    public static final String RING_FULL = "ring_full";

    /** The event was published after the end of the run. */
    public static final String CLOSED = "closed";

    /** The recorder was too slow, and the ring moved past it. */
    public static final String OVERRUN = "overrun";

    /** The recorder threw on this event. */
    public static final String RECORDER_ERROR = "recorder_error";

    /** The recorder had thrown too often and was left alone for a while. */
    public static final String SUSPENDED = "suspended";

    /** The recorder was still busy when the time to close was over. */
    public static final String CLOSE_TIMEOUT = "close_timeout";

    /** A thread stopped in the middle of publishing the event. */
    public static final String UNFINISHED = "unfinished";

    /** The recorder could not write the event to its file. */
    public static final String WRITE_FAILED = "write_failed";

    /** The recorder could not export the event. */
    public static final String EXPORT_FAILED = "export_failed";

    /** The recorder was told to keep only a part of the requests. */
    public static final String SAMPLED = "sampled";

    private DropReason() {}
}
