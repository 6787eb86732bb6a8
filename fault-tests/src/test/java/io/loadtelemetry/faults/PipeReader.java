package io.loadtelemetry.faults;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** Reads lines from a named pipe, or leaves it for a while. */
final class PipeReader implements AutoCloseable {

    private final RandomAccessFile pipe;
    private final Thread thread;
    private volatile CountDownLatch open = new CountDownLatch(0);
    private volatile long lines;

    PipeReader(Path path) throws IOException {
        // For both ways, so that opening waits for nobody.
        pipe = new RandomAccessFile(path.toFile(), "rw");
        thread = new Thread(this::read, "pipe-reader");
        thread.setDaemon(true);
        thread.start();
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // One thread writes.
    private void read() {
        byte[] block = new byte[64 * 1024];
        try {
            while (true) {
                open.await();
                int count = pipe.read(block);
                long ends = 0;
                for (int i = 0; i < count; i++) {
                    ends += block[i] == '\n' ? 1 : 0;
                }
                lines += ends;
            }
        } catch (IOException | InterruptedException e) {
            Thread.currentThread().interrupt(); // Closed: the test is over.
        }
    }

    void pause() {
        open = new CountDownLatch(1);
    }

    void goOn() {
        open.countDown();
    }

    /** How many there were, once there are so many. */
    long lines(long expected) {
        await().atMost(Duration.ofSeconds(10)).until(() -> lines >= expected);
        return lines;
    }

    @Override
    public void close() {
        open.countDown();
        thread.interrupt();
        // Not the pipe: a read that waits would keep the close from returning; both end with the JVM.
    }
}
