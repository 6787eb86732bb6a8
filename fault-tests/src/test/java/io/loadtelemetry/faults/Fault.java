package io.loadtelemetry.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** The faults that a run survives, and what is promised for each: the rows of {@code docs/reliability.md}. */
enum Fault {
    COLLECTOR_DOWN(
            "The collector is down: refused, or a black hole; later it is back",
            "load unaffected; one warning, then throttled; counted; cumulative values arrive when it is back"),
    COLLECTOR_ERRORS(
            "The collector is slow, flaps, answers 429, 5xx or 4xx, with `Retry-After`, takes a part; TLS untrusted, wrong"
                    + " certificate",
            "known in each case, never in plain text instead, rejected points counted"),
    COLLECTOR_HANGS_AT_SHUTDOWN("The collector hangs when the run ends", "`close()` returns within its bound"),
    RECORDER_THROWS(
            "A recorder throws: Exception, Error, StackOverflowError, LinkageError, OutOfMemoryError",
            "the event is counted as `recorder_error`, the lane lives; after 100 in a row it is left alone for a while,"
                    + " tried again with back-off, and says so"),
    RECORDER_BLOCKS(
            "A recorder blocks for ever",
            "siblings and producers unaffected, drops counted, `close()` within its bound"),
    RECORDER_SLOW(
            "A recorder is too slow, at 1,000,000 events a second",
            "it loses only its own, the count is exact, it is told"),
    RING_FULL("The ring is full, with a capacity of 2", "counted, never blocks"),
    RECORDER_CANNOT_LOAD(
            "A recorder misses a class; a bad line in a services file; an abstract one, a private constructor; two with one"
                    + " id",
            "named in one clear error or warning, the others load"),
    PUBLISH_AND_CLOSE(
            "Publishing during and after the close; 8 threads close; a recorder's own thread closes",
            "no-op, counted; no deadlock"),
    KILLED(
            "kill -9 in the middle of writing, 50 times",
            "every line but the last of a file parses; the next run repairs the last one"),
    PROCESS_ENDS(
            "SIGTERM; `System.exit` inside a recorder; the JVM ends without a close",
            "flushed within the bound; the exit waits for nothing else"),
    DISK(
            "The disk is full, and has space again; an input/output error; slow; read-only; the path is a folder; no"
                    + " permission",
            "counted, no glued lines, recovers by itself"),
    FILE_MOVED("The file is deleted, renamed or truncated under the run, or rotated by it", "goes on in a new file"),
    ONE_FILE_TWO_RUNS("Two runs, one file", "the second fails with a clear error; lines are never interleaved"),
    CLOCK_STEP("The clock steps by an hour, forward and back", "no event moves"),
    MANY_NAMES(
            "1,000,000 distinct request names in a heap of 128 MB",
            "counts kept, one overflow entry, the offenders named"),
    HOSTILE_TEXTS(
            "Hostile texts: control characters, line breaks, lone surrogates, names of 10 MB, JSON in names",
            "every line parses back; lengths are bounded and marked"),
    SECRETS(
            "Secrets in URLs, headers, environment, exceptions",
            "a canary is never in a file, log, metric or `toString()`"),
    OTHERS_READ_ALONG(
            "The output is for others to read; a symbolic link is in the way", "mode 0600; a link is not followed"),
    WRONG_CONFIGURATION(
            "A wrong value for every key; a mistyped key", "fails at start, one clear error, the nearest key named"),
    INTERRUPTS("Threads are interrupted, 100 times", "nothing closes, the flag stays"),
    VIRTUAL_THREADS("10,000 virtual threads publish (JDK 21 and newer)", "no pinning, no starvation"),
    REDEPLOY("Deployed again and again in one JVM: 100 runs", "no class loader, thread or file descriptor leaks"),
    DISTRIBUTED(
            "A worker is lost in mid-run, joins late, has the id of another; the master restarts; snapshots twice or out of"
                    + " order",
            "the master's totals are what the workers sent, once each; missing ones are named"),
    SOAK("30 minutes at a steady rate, with rotating files and a collector that flaps", "flat heap, flat latency");

    private final String text;
    private final String promise;

    Fault(String text, String promise) {
        this.text = text;
        this.promise = promise;
    }

    String text() {
        return text;
    }

    String promise() {
        return promise;
    }

    /**
     * Notes what a test saw, for the table. Figures go to {@code target/faults/<FAULT>/<test class>.<case>}.
     *
     * @param test the test itself
     * @param what which case of the fault, in a word or a few; the order in the table is alphabetical
     * @param figure one line: what was lost and counted, and how long it took
     */
    void seen(Object test, String what, String figure, Object... values) {
        Path folder = Path.of(System.getProperty("faults.figures", "target/faults"), name());
        try {
            Files.createDirectories(folder);
            Files.writeString(
                    folder.resolve(test.getClass().getSimpleName() + '.' + what.replace('/', ' ')),
                    String.format(Locale.ROOT, figure, values) + '\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
