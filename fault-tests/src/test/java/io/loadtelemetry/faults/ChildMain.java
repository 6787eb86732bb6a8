package io.loadtelemetry.faults;

import io.loadtelemetry.api.Accounting;
import io.loadtelemetry.api.ConfigurationException;
import io.loadtelemetry.api.DropReason;
import io.loadtelemetry.api.RecorderAccounting;
import io.loadtelemetry.api.RequestRecorder;
import io.loadtelemetry.api.Telemetry;
import io.loadtelemetry.api.TelemetryBuilder;
import io.loadtelemetry.testkit.FaultyProvider;
import io.loadtelemetry.testkit.RecorderFault;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The run of a {@link ChildRun}. Takes keys of the library as {@code key=value}, {@code per-ms=<requests>}, {@code witness},
 * and {@code blocked} for a recorder that never comes back. Publishes requests, numbered by their bytes, until it ends: by
 * a signal, or by what it reads from its standard input.
 */
final class ChildMain {

    private static final long BOOKS_PATIENCE_NANOS = 10_000_000_000L;

    private final Witness witness = new Witness();
    private final FaultyProvider exiting = new FaultyProvider("exiting");
    private int perBeat = 20;
    private @Nullable Witness expected;

    private ChildMain() {}

    public static void main(String[] options) throws IOException {
        new ChildMain().run(List.of(options));
    }

    private void run(List<String> options) throws IOException {
        Telemetry telemetry = start(options);
        if (telemetry == null) {
            return;
        }
        System.out.println("running " + telemetry.run().runId());
        Thread load = new Thread(() -> publish(telemetry), "load");
        load.setDaemon(true);
        load.start();
        command(telemetry);
    }

    private @Nullable Telemetry start(List<String> options) {
        TelemetryBuilder builder = Telemetry.builder("child");
        StringBuilder selected = new StringBuilder("json");
        for (String option : options) {
            String value = option.substring(option.indexOf('=') + 1);
            if (option.startsWith("telemetry.")) {
                builder.set(option.substring(0, option.indexOf('=')), value);
            } else if (option.startsWith("per-ms=")) {
                perBeat = Integer.parseInt(value);
            } else if (option.equals("witness")) {
                expected = witness;
                builder.recorder(witness).recorder(exiting);
                selected.append(',').append(Witness.ID).append(",exiting");
            } else if (option.equals("blocked")) {
                builder.recorder(new FaultyProvider("blocked")
                        .fault(FaultyProvider.RecorderCall.RECORD, RecorderFault.blocking()));
                selected.append(",blocked");
            }
        }
        try {
            Telemetry telemetry =
                    builder.set("telemetry.recorders", selected.toString()).start();
            if (expected != null) {
                Runtime.getRuntime().addShutdownHook(new Thread(() -> tellBooks(telemetry)));
            }
            return telemetry;
        } catch (ConfigurationException e) {
            System.out.println("refused " + e.getMessage());
            return null;
        }
    }

    private void publish(Telemetry telemetry) {
        RequestRecorder request = telemetry.request("GET", "/child");
        for (long number = 0; ; number++) {
            long now = telemetry.now();
            request.success(now - 1_000_000, now, number);
            if (number % perBeat == 0) {
                LockSupport.parkNanos(1_000_000);
            }
        }
    }

    private void command(Telemetry telemetry) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (line.equals("close")) {
                telemetry.close();
                System.out.println("closed");
                return;
            } else if (line.equals("return")) {
                return;
            } else if (line.equals("exit in recorder")) {
                exiting.fault(FaultyProvider.RecorderCall.RECORD, RecorderFault.exiting(7));
            }
        }
        // Whoever started this is gone.
        Runtime.getRuntime().halt(1);
    }

    /** As a hook beside that of the library, which it does not call. */
    private void tellBooks(Telemetry telemetry) {
        long end = System.nanoTime() + BOOKS_PATIENCE_NANOS;
        Accounting last;
        boolean ended;
        do {
            LockSupport.parkNanos(2_000_000);
            ended = witness.endedInOrder();
            // One look for the question and the answer: the load goes on, and what it publishes is pending for a
            // moment.
            last = telemetry.accounting();
        } while (System.nanoTime() < end && !(ended && nothingPending(last)));
        for (RecorderAccounting books : last.recorders()) {
            System.out.printf(
                    "books %s balanced=%b pending=%d recorded=%d lost=%d%n",
                    books.recorder(),
                    books.balanced(),
                    books.pending(),
                    books.recorded(),
                    // What the load goes on to publish while the JVM ends is nobody's loss.
                    books.droppedTotal() - books.dropped().getOrDefault(DropReason.CLOSED, 0L));
        }
        System.out.printf(
                "witness ended=%b requests=%d statistics=%d%n",
                witness.endedInOrder(), witness.requests(), witness.requestsInStatistics());
        System.out.flush();
    }

    private static boolean nothingPending(Accounting accounting) {
        return accounting.recorders().stream().allMatch(books -> books.pending() == 0);
    }
}
