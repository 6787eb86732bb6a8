package io.loadtelemetry.core;

import io.loadtelemetry.api.spi.WorkerChannel;
import org.jspecify.annotations.Nullable;

/** A node that makes load for a master. */
final class WorkerSide implements Distribution {

    private final SnapshotSender sender;
    private final @Nullable WorkerChannel channel;

    /**
     * A worker whose snapshots are carried.
     *
     * @param channel closed at the end
     */
    WorkerSide(SnapshotSender sender, @Nullable WorkerChannel channel) {
        this.sender = sender;
        this.channel = channel;
    }

    @Override
    public void start() {
        sender.start();
    }

    @Override
    public void end(long nanos) throws InterruptedException {
        sender.finish(nanos);
        abandon();
    }

    @Override
    public void abandon() {
        if (channel != null) {
            channel.close();
        }
    }
}
