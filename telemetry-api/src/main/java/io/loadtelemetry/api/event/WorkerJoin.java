package io.loadtelemetry.api.event;

/**
 * A worker was heard for the first time, or again after it had left. Only on the master.
 *
 * @param time nanoseconds since the Unix epoch
 * @param worker the worker's node name
 * @param instance the worker's instance id
 */
public record WorkerJoin(long time, String worker, String instance) implements RunEvent {
    @Override
    public String name() {
        return "worker.join";
    }
}
