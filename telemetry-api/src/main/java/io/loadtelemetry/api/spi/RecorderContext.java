package io.loadtelemetry.api.spi;

import io.loadtelemetry.api.Accounting;
import io.loadtelemetry.api.Node;
import io.loadtelemetry.api.RunIdentity;
import io.loadtelemetry.api.event.MetricEvent;
import io.loadtelemetry.api.event.RunEvent;

/** What a recorder can ask for. All methods may be called from any thread. */
public interface RecorderContext {

    /**
     * The identity of the run; it belongs on every output.
     *
     * @return the same during the run
     */
    RunIdentity run();

    /**
     * This process; it belongs on every output.
     *
     * @return the same during the run
     */
    Node node();

    /**
     * The configuration of this recorder, checked already.
     *
     * @return the values of the keys the provider declared
     */
    RecorderConfig config();

    /**
     * The time of the run; see {@link io.loadtelemetry.api.Telemetry#now()}.
     *
     * @return nanoseconds since the Unix epoch
     */
    long now();

    /**
     * Publishes an event to all recorders, this one included. Never waits and never throws. Does nothing before
     * {@link Recorder#start()}, nor after the end of the run.
     *
     * @param event for instance a warning
     */
    void publish(RunEvent event);

    /**
     * Publishes a measurement to all recorders, this one included. Never waits and never throws. Does nothing before
     * {@link Recorder#start()}, nor after the end of the run.
     *
     * @param event for instance a sample of the CPU
     */
    void publish(MetricEvent event);

    /**
     * Tells that events which {@link Recorder#record} took were lost later: they are no longer recorded but dropped.
     *
     * @param reason a short name such as those of {@link io.loadtelemetry.api.DropReason}
     * @param count how many; 0 or less is ignored
     */
    void dropped(String reason, long count);

    /**
     * What became of the events of all recorders so far.
     *
     * @return the accounting at this moment
     */
    Accounting accounting();

    /**
     * Tells the user of a fault of the outside world in one line. The first warning of a kind is told at once, more of
     * that kind at most once a minute with the number of those left out. No stack trace, no credential.
     *
     * @param kind what the throttling goes by, for instance {@code export}
     * @param message what happened, what is lost, and which key changes it
     */
    void warn(String kind, String message);
}
