package io.loadtelemetry.recorder.json;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;

/**
 * Deletes the oldest files set aside and compresses the rest, on a daemon thread of its own, because the lane must not wait
 * for it. It works on whatever is there, so that what a killed run left uncompressed is done by the next one, and one
 * waiting task is enough however fast files are set aside.
 */
final class RotationKeeper {

    private static final String UNFINISHED = ".part";
    private static final int BLOCK = 64 * 1024;

    private final RotatedFiles files;
    private final Rotation rotation;
    private final Consumer<String> warning;
    private final ThreadPoolExecutor executor;
    private volatile boolean stopped;

    RotationKeeper(RotatedFiles files, Rotation rotation, Consumer<String> warning) {
        this.files = files;
        this.rotation = rotation;
        this.warning = warning;
        executor = new ThreadPoolExecutor(
                1,
                1,
                1,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(1),
                RotationKeeper::thread,
                new ThreadPoolExecutor.DiscardPolicy());
        executor.allowCoreThreadTimeOut(true);
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "telemetry-json-rotation");
        thread.setDaemon(true);
        return thread;
    }

    /** Says that there may be something to do: a file was set aside, or left as it was by a run that was killed. */
    void look() {
        if (rotation.tidies()) {
            executor.execute(this::tidy);
        }
    }

    /** Finishes what there is to do, for a bounded time. */
    void close(Duration bound) {
        executor.shutdown();
        boolean finished = false;
        try {
            finished = executor.awaitTermination(bound.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!finished) {
            // Not by an interrupt: a compression that is cut short takes its unfinished file with it.
            stopped = true;
            warning.accept(
                    "Not all rotated files are compressed yet (key telemetry.json.rotate.gzip); nothing is lost, the next"
                            + " run on this path does the rest.");
        }
    }

    private void tidy() {
        try {
            List<Path> present = files.list();
            int surplus = rotation.keep() > 0 ? Math.max(0, present.size() - rotation.keep()) : 0;
            for (Path old : present.subList(0, surplus)) {
                Files.deleteIfExists(old);
            }
            for (Path file : present.subList(surplus, present.size())) {
                if (rotation.gzip() && !file.toString().endsWith(RotatedFiles.GZIPPED) && !stopped) {
                    compress(file);
                }
            }
        } catch (IOException e) {
            warning.accept(notTidied(Reasons.of(e)));
        } catch (RuntimeException e) {
            warning.accept(notTidied(e.toString()));
        }
    }

    private static String notTidied(String reason) {
        return "A rotated file could not be compressed or deleted: " + reason
                + ". Its lines are kept as they are (keys telemetry.json.rotate.gzip, telemetry.json.rotate.keep).";
    }

    private void compress(Path file) throws IOException {
        Path target = file.resolveSibling(file.getFileName() + RotatedFiles.GZIPPED);
        Path unfinished = file.resolveSibling(target.getFileName() + UNFINISHED);
        Files.deleteIfExists(unfinished);
        boolean done = false;
        try {
            done = copy(file, unfinished);
            if (done) {
                // A run killed right here left both; the compressed one was whole then, as it is now.
                Files.move(unfinished, target, StandardCopyOption.REPLACE_EXISTING);
                Files.deleteIfExists(file);
            }
        } finally {
            if (!done) {
                Files.deleteIfExists(unfinished);
            }
        }
    }

    private boolean copy(Path file, Path target) throws IOException {
        byte[] block = new byte[BLOCK];
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS);
                OutputStream out = Channels.newOutputStream(Files.newByteChannel(
                        target,
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        FileOpening.ownerOnly(target)));
                OutputStream gzip = new GZIPOutputStream(out, BLOCK)) {
            for (int count = in.read(block); count >= 0; count = in.read(block)) {
                if (stopped) {
                    return false;
                }
                gzip.write(block, 0, count);
            }
        }
        return true;
    }
}
