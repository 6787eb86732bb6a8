package io.loadtelemetry.api.spi;

import io.loadtelemetry.api.MergeResult;
import io.loadtelemetry.api.RunIdentity;
import java.util.function.Function;

/**
 * Makes a channel known: a way between the workers of a distributed run and their master, for load tools that have none of
 * their own. (A tool that has one needs no provider: see {@link io.loadtelemetry.api.TelemetryBuilder#snapshots}.) {@link
 * java.util.ServiceLoader} finds it, as it finds a {@link RecorderProvider}; {@code telemetry.channel} selects one by its id.
 *
 * <ul>
 *   <li>A channel <b>must</b> let nobody in who was not given the right to: whoever can send snapshots can make up results.
 *   <li>It <b>must</b> bound what it reads and how long it waits.
 *   <li>It <b>may</b> deliver a snapshot twice, late, or in another order than it was sent: the master counts it once.
 * </ul>
 */
public interface ChannelProvider extends Plugin {

    /**
     * Opens the master's end. Called on the thread that starts the run.
     *
     * @param config the values of the keys the provider declared
     * @param run the identity that workers are to be told
     * @param master takes a snapshot and says what became of it; thread-safe, never throws
     * @return the open end
     * @throws io.loadtelemetry.api.ConfigurationException if the configuration is wrong
     * @throws Exception anything else: the run does not start
     */
    MasterChannel listen(RecorderConfig config, RunIdentity run, Function<byte[], MergeResult> master) throws Exception;

    /**
     * Opens a worker's end. Called on the thread that starts the run; it need not reach the master yet.
     *
     * @param config the values of the keys the provider declared
     * @return the open end
     * @throws io.loadtelemetry.api.ConfigurationException if the configuration is wrong
     * @throws Exception anything else: the run does not start
     */
    WorkerChannel connect(RecorderConfig config) throws Exception;
}
