package io.loadtelemetry.api.event;

/**
 * A worker ended, fell silent, or was still there at the end of the run. Only on the master.
 *
 * @param time nanoseconds since the Unix epoch
 * @param worker the worker's node name
 * @param instance the worker's instance id
 * @param reason {@code finished} (its last snapshot came), {@code silent} (none for {@code telemetry.worker.timeout}) or
 *     {@code run_ended} (the master ended before it)
 * @param snapshots how many of its snapshots are counted
 * @param dropped how many requests the worker's own statistics had refused by its newest snapshot, for want of room
 * @param missing the numbers of the snapshots that never came, for instance {@code 3, 7-9}; empty where none is known to be
 *     missing
 * @param until the end of the latest window that is counted, nanoseconds since the Unix epoch: unless the worker finished,
 *     what it did after that is not known
 */
public record WorkerLeave(
        long time,
        String worker,
        String instance,
        String reason,
        long snapshots,
        long dropped,
        String missing,
        long until)
        implements RunEvent {

    /** Its last snapshot came, and every one before it. */
    public static final String FINISHED = "finished";
    /** Nothing came for {@code telemetry.worker.timeout}. */
    public static final String SILENT = "silent";
    /** The master ended before it. */
    public static final String RUN_ENDED = "run_ended";

    @Override
    public String name() {
        return "worker.leave";
    }
}
