package io.loadtelemetry.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The files and connections that this JVM holds open. */
final class OpenFiles {

    private static final Path LIST = Path.of("/proc/self/fd");
    private static final long PATIENCE_NANOS = 5_000_000_000L;

    private final List<String> files;

    private OpenFiles(List<String> files) {
        this.files = files;
    }

    static void assumeListed() {
        assumeThat(LIST).as("the system does not list open files").isDirectory();
    }

    static OpenFiles now() throws IOException {
        List<String> files = new ArrayList<>();
        try (Stream<Path> entries = Files.list(LIST)) {
            for (Path entry : entries.toList()) {
                try {
                    files.add(Files.readSymbolicLink(entry).toString());
                } catch (IOException closed) {
                    // The listing itself was one of them.
                }
            }
        }
        return new OpenFiles(files);
    }

    /** Waits until there are not that many more than at this moment; what a client closes when it is collected may be. */
    void assertFewerThanSince(int more, Predicate<String> foreign) throws Exception {
        long before = count(foreign);
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        OpenFiles now = now();
        while (now.count(foreign) >= before + more && System.nanoTime() < deadline) {
            System.gc();
            Thread.sleep(20);
            now = now();
        }
        List<String> fresh = new ArrayList<>(now.files);
        files.forEach(fresh::remove);
        fresh.removeIf(foreign);
        assertThat(now.count(foreign)).as("open files; new are %s", fresh).isLessThan(before + more);
    }

    private long count(Predicate<String> foreign) {
        return files.stream().filter(foreign.negate()).count();
    }
}
