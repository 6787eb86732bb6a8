package io.loadtelemetry.api.spi;

import io.loadtelemetry.api.MergeResult;
import io.loadtelemetry.api.RunIdentity;
import java.io.IOException;

/** A worker's end of a channel. Used by one thread after the other. */
public interface WorkerChannel extends AutoCloseable {

    /**
     * Asks the master for the identity of the run; only where the worker was not given it. Waits until the master answers, in
     * bounded time.
     *
     * @return the identity
     * @throws io.loadtelemetry.api.ConfigurationException if the master does not answer or refuses: the message says where and
     *     which key changes it
     * @throws InterruptedException if the thread was interrupted while it waited
     */
    RunIdentity run() throws InterruptedException;

    /**
     * Takes a snapshot to the master. Waits for its answer, in bounded time.
     *
     * @param snapshot the bytes; not to be changed
     * @return what the master said
     * @throws IOException if there was no such answer: the same snapshot is sent again, later. The message, one line without a
     *     credential, is shown to the user
     * @throws InterruptedException if the thread was interrupted while it waited
     */
    MergeResult send(byte[] snapshot) throws IOException, InterruptedException;

    @Override
    void close();
}
