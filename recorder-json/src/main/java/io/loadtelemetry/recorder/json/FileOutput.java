package io.loadtelemetry.recorder.json;

import io.loadtelemetry.api.spi.RecorderContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A file, and after it the next one: it goes on in a new file when the one it writes is full, old, deleted or renamed. Not
 * thread-safe.
 */
final class FileOutput implements Output {

    private static final long ROTATE_AGAIN_AFTER = TimeUnit.SECONDS.toNanos(10);
    private static final Duration CLOSE_BOUND = Duration.ofSeconds(5);

    private final Path path;
    private final RecorderContext context;
    private final Rotation rotation;
    private final FileOpening opening;
    private final RotatedFiles rotatedFiles;
    private final RotationKeeper keeper;
    private @Nullable LineFile file;
    private long opened;
    private long noRotationUntil;

    /** Opens the file. */
    FileOutput(Path path, RecorderContext context, Rotation rotation) throws IOException {
        this.path = path;
        this.context = context;
        this.rotation = rotation;
        opening = new FileOpening(path, message -> context.warn("repair", message));
        rotatedFiles = new RotatedFiles(path);
        keeper = new RotationKeeper(rotatedFiles, rotation, message -> context.warn("rotation", message));
        noRotationUntil = System.nanoTime();
        file = open();
        if (rotation.rotates()) {
            keeper.look();
        }
    }

    private LineFile open() throws IOException {
        LineFile next = opening.open();
        opened = System.nanoTime();
        return next;
    }

    @Override
    public void write(LineBuffer lines) throws IOException {
        while (!lines.isEmpty()) {
            LineFile current = current();
            int length = lines.size();
            if (rotation.size() > 0 && mayRotate()) {
                length = lines.fitting(rotation.size() - current.size());
                if (length == 0 && current.size() > 0) {
                    rotate(current);
                    continue;
                }
                // A line that is larger than a file may be gets a file of its own.
                length = length == 0 ? lines.firstLine() : length;
            }
            current.append(lines.array(), lines.offset(), length);
            lines.removeFirst(length);
        }
    }

    @Override
    public void tick() throws IOException {
        if (file == null || rotation.interval().isZero() || !mayRotate()) {
            return;
        }
        if (System.nanoTime() - opened >= rotation.interval().toNanos()) {
            if (file.size() > 0) {
                rotate(current());
            } else {
                opened = System.nanoTime();
            }
        }
    }

    /**
     * The file the path leads to now. Looked up before every write: what goes to a deleted file is lost without an error,
     * and beside a write of many lines a look costs little.
     */
    private LineFile current() throws IOException {
        if (file != null && !file.inPlace()) {
            context.warn(
                    "moved",
                    path
                            + " (key telemetry.json.path) was deleted or renamed during the run; it goes on in a new file there."
                            + " The lines until now are in the file as it was.");
            closeFile();
        }
        if (file == null) {
            file = open();
        }
        return file;
    }

    private boolean mayRotate() {
        return System.nanoTime() - noRotationUntil >= 0;
    }

    private void rotate(LineFile current) throws IOException {
        boolean ours = current.inPlace();
        // Closed first, because Windows renames no open file.
        closeFile();
        if (ours) {
            try {
                Files.move(path, rotatedFiles.next(context.now()));
                keeper.look();
            } catch (IOException e) {
                noRotationUntil = System.nanoTime() + ROTATE_AGAIN_AFTER;
                context.warn(
                        "rotation",
                        path + " cannot be set aside and grows on (keys telemetry.json.rotate.*): " + Reasons.of(e)
                                + ". Nothing is lost.");
            }
        }
        file = open();
    }

    private void closeFile() throws IOException {
        LineFile closing = file;
        file = null;
        if (closing != null) {
            closing.close();
        }
    }

    @Override
    public boolean repeatable() {
        return true;
    }

    @Override
    public void close() throws IOException {
        try {
            closeFile();
        } finally {
            keeper.close(CLOSE_BOUND);
        }
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
