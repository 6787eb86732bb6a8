package io.loadtelemetry.core;

import io.loadtelemetry.api.MergeResult;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Takes the snapshots of a worker to its master, on a thread of its own: the statistics never wait for it. What the master
 * does not take waits in memory, then in a file; what it refuses goes there too, and what is left at the end. Only what
 * finds no room in the file either is lost.
 */
final class SnapshotSender implements Runnable {

    /** Takes one snapshot to the master; throws where it cannot tell what became of it. */
    interface Carrier {
        MergeResult send(byte[] snapshot) throws IOException, InterruptedException;
    }

    /** In memory: a snapshot of 200 endpoints has about 20 kB. */
    static final int MOST_IN_MEMORY = 8 << 20;

    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 5_000;

    /** Of the time for the end: to store what is left. */
    private static final long RESERVE_MILLIS = 500;

    private final Carrier carrier;
    private final SnapshotFile file;
    private final Warnings warnings;
    private final Deque<byte[]> waiting = new ArrayDeque<>();
    private long bytes;
    private long lost;
    private boolean ending;
    /** Whether the end cut a pause short; one is enough. */
    private boolean hurried;
    /** Whether what is left was stored. */
    private boolean ended;

    private String lastFailure = "the carrier did not return in time";
    private final Thread thread = new Thread(null, this, "telemetry-snapshots", 0, false);

    SnapshotSender(Carrier carrier, SnapshotFile file, Warnings warnings) {
        this.carrier = carrier;
        this.file = file;
        this.warnings = warnings;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Never waits for the carrier or the file; the number of a snapshot that is lost is missing on the master. */
    synchronized void offer(byte[] snapshot) {
        if (bytes + snapshot.length > 2L * MOST_IN_MEMORY) {
            lost++;
            return;
        }
        waiting.add(snapshot);
        bytes += snapshot.length;
        notifyAll();
    }

    @Override
    public void run() {
        long pause = 0;
        try {
            while (await(pause)) {
                pause = sendNext() ? 0 : longer(pause);
            }
        } catch (InterruptedException e) {
            // The end of the run, and of its patience.
        }
    }

    private static long longer(long pause) {
        // Not all workers of a master that comes back at the same moment.
        double spread = ThreadLocalRandom.current().nextDouble(0.8, 1.2);
        return Math.min(LONGEST_PAUSE_MILLIS, Math.round(Math.max(FIRST_PAUSE_MILLIS, 2 * pause) * spread));
    }

    /** Waits so long, then for a snapshot; returns whether there is one. */
    private synchronized boolean await(long pauseMillis) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(pauseMillis);
        while (true) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            boolean some = !waiting.isEmpty() || file.hasNext();
            if (some && (left <= 0 || (ending && !hurried))) {
                hurried = ending;
                return true;
            }
            if (ending && !some) {
                return false;
            }
            wait(left <= 0 ? 0 : left);
        }
    }

    /** Returns whether the master took it, or will never. */
    private boolean sendNext() throws InterruptedException {
        try {
            byte[] next = first();
            if (next != null) {
                MergeResult result = send(next);
                if (result.outcome() == MergeResult.Outcome.REFUSED) {
                    store(next, false);
                }
                remove();
                return true;
            }
            byte[] stored = file.next();
            if (stored != null) {
                file.done(send(stored).outcome() != MergeResult.Outcome.REFUSED);
            }
            return true;
        } catch (InterruptedException e) {
            throw e;
        } catch (IOException e) {
            failed(Printable.message(String.valueOf(e.getMessage())));
        } catch (Throwable e) {
            failed(Thrown.describe(e));
        }
        return false;
    }

    private MergeResult send(byte[] snapshot) throws IOException, InterruptedException {
        MergeResult result = carrier.send(snapshot);
        if (isEnded()) {
            throw new InterruptedException();
        }
        if (result.outcome() == MergeResult.Outcome.LATER) {
            throw new IOException(result.reason());
        }
        if (result.outcome() == MergeResult.Outcome.REFUSED) {
            warnings.warn("snapshots/refused", "the master refused a snapshot: " + result.reason());
            setLastFailure(result.reason());
        }
        return result;
    }

    private synchronized void setLastFailure(String reason) {
        lastFailure = reason;
    }

    private synchronized boolean isEnded() {
        return ended;
    }

    private synchronized byte @Nullable [] first() {
        return waiting.peekFirst();
    }

    private synchronized void remove() {
        bytes -= waiting.removeFirst().length;
    }

    private void failed(String reason) {
        setLastFailure(reason);
        warnings.warn("snapshots/send", "a snapshot did not reach the master and is sent again later: " + reason);
        while (true) {
            byte[] oldest;
            synchronized (this) {
                oldest = bytes > MOST_IN_MEMORY ? waiting.peekFirst() : null;
            }
            if (oldest == null) {
                return;
            }
            store(oldest, true);
            remove();
        }
    }

    private void store(byte[] snapshot, boolean again) {
        try {
            file.append(snapshot, again);
        } catch (IOException | RuntimeException e) {
            synchronized (this) {
                lost++;
            }
            warnings.warn(
                    "snapshots/file", "snapshots cannot be kept in " + file + " and are lost: " + Thrown.describe(e));
        }
    }

    /** Waits until all is sent, at most so long; then keeps what is not, and tells where. */
    void finish(long nanos) throws InterruptedException {
        synchronized (this) {
            ending = true;
            notifyAll();
        }
        thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos) - RESERVE_MILLIS));
        if (thread.isAlive()) {
            thread.interrupt();
            thread.join(RESERVE_MILLIS / 2);
        }
        synchronized (this) {
            ended = true;
        }
        byte[] left = first();
        while (left != null) {
            store(left, true);
            remove();
            left = first();
        }
        long kept = file.close();
        synchronized (this) {
            if (kept > 0) {
                Warnings.log(kept + " snapshots of this worker did not reach the master (" + lastFailure
                        + "): what they count is missing there. They are in " + file
                        + "; telemetry-merge counts them.");
            }
            if (lost > 0) {
                Warnings.log(lost + " snapshots of this worker are lost: there was no room for them");
            }
        }
    }
}
