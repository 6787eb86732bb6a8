package io.loadtelemetry.faults;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A real file system of a few MB in a mount namespace of its own, reached through /proc: nothing is mounted where others
 * see it, and no right is needed but that to make namespaces.
 */
final class MountedDisk implements AutoCloseable {

    private final Process shell;
    private final BufferedReader answers;
    private final Path folder;

    private MountedDisk(Process shell, Path mountPoint) {
        this.shell = shell;
        answers = new BufferedReader(new InputStreamReader(shell.getInputStream(), StandardCharsets.UTF_8));
        folder = Path.of("/proc/" + shell.pid() + "/root" + mountPoint);
    }

    /** Mounts one over an empty folder, or skips the test. */
    static MountedDisk mount(Path mountPoint, int megabytes) throws IOException {
        assumeThat(Path.of("/usr/bin/unshare"))
                .as("unshare, to mount a small disk")
                .exists();
        String flags = "root".equals(System.getProperty("user.name")) ? "-m" : "-Urm";
        MountedDisk disk = new MountedDisk(
                new ProcessBuilder("unshare", flags, "sh")
                        .redirectErrorStream(true)
                        .start(),
                mountPoint);
        String answer = disk.run("mount -t tmpfs -o size=" + megabytes + "m tmpfs '" + mountPoint + "'");
        if (!"0".equals(answer) || !Files.isWritable(disk.folder)) {
            disk.close();
            assumeThat(answer)
                    .as("mounting in a namespace of one's own is allowed")
                    .isEqualTo("0");
        }
        return disk;
    }

    /** Runs a command inside; gives its exit status, with what it said before. */
    @Nullable
    String run(String command) throws IOException {
        try {
            @SuppressWarnings("resource")
            Writer in = shell.outputWriter(StandardCharsets.UTF_8);
            in.write(command + "; echo $?\n");
            in.flush();
        } catch (IOException e) {
            return "unshare has ended: " + answers.readLine();
        }
        return answers.readLine();
    }

    Path folder() {
        return folder;
    }

    /** Takes all the space there is, with a file that may be deleted. */
    Path fill() throws IOException {
        Path ballast = folder.resolve("ballast");
        byte[] block = new byte[64 * 1024];
        try (OutputStream out = Files.newOutputStream(ballast)) {
            while (true) {
                out.write(block);
            }
        } catch (IOException e) {
            return ballast; // Full.
        }
    }

    @Override
    public void close() throws IOException {
        shell.outputWriter(StandardCharsets.UTF_8).close();
        shell.destroy();
        try {
            if (!shell.waitFor(10, TimeUnit.SECONDS)) {
                shell.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
