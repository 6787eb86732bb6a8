package io.loadtelemetry.recorder.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.StringTokenizer;

/**
 * The counters of Linux, from {@code /proc/net/dev} (proc_net(5)): one read for all interfaces. oshi reads a dozen files
 * for each of them, 0.7 ms and 340 kB, which on a host with ten interfaces is more than this recorder may cost.
 */
final class ProcNetDev implements InterfaceCounters {

    private static final int HEADER_LINES = 2;
    private static final int SENT_BYTES = 8;

    private final Path file;

    ProcNetDev() {
        this(Path.of("/proc/self/net/dev"));
    }

    ProcNetDev(Path file) {
        this.file = file;
    }

    @Override
    public void read(Visitor visitor) throws IOException {
        List<String> lines = Files.readAllLines(file);
        for (int i = HEADER_LINES; i < lines.size(); i++) {
            see(lines.get(i), visitor);
        }
    }

    private void see(String line, Visitor visitor) {
        // A name may hold a colon of its own (an alias), the numbers never do, and may follow the colon without a
        // space.
        int colon = line.lastIndexOf(':');
        StringTokenizer numbers = new StringTokenizer(line.substring(colon + 1));
        if (colon < 0 || numbers.countTokens() <= SENT_BYTES) {
            throw new IllegalStateException("unexpected line in " + file + ": " + line);
        }
        long received = Long.parseLong(numbers.nextToken());
        for (int i = 1; i < SENT_BYTES; i++) {
            numbers.nextToken();
        }
        visitor.see(line.substring(0, colon).strip(), received, Long.parseLong(numbers.nextToken()));
    }
}
