package io.loadtelemetry.merge;

import io.loadtelemetry.api.event.RequestStats;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The program. */
@Command(
        name = "telemetry-merge",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Merges the JSON lines of the workers of a run into the statistics of the whole run: the lines that the master"
                    + " writes, percentiles included, from their histograms.",
            "With the master's lines beside them it says whether they are the same."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:merged, and the same as the master's lines where they were given",
            "1:merged, but the master's lines are not the same",
            "2:what was given cannot be merged, or the result not be written"
        })
public final class TelemetryMerge implements Callable<Integer> {

    private static final int SAME = 0;
    private static final int NOT_THE_SAME = 1;
    private static final int IMPOSSIBLE = 2;

    @Parameters(
            paramLabel = "FILE",
            arity = "1..*",
            description = "JSON lines of workers and master, also compressed by gzip; snapshots that a worker kept")
    private List<Path> files = List.of();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "where the lines go; else the standard output")
    private @Nullable Path output;

    @Option(names = "--run", paramLabel = "ID", description = "which run, where the files have several")
    private @Nullable String run;

    private final PrintStream out;
    private final PrintStream err;

    TelemetryMerge(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /**
     * Merges.
     *
     * @param args the files, see {@code --help}
     */
    public static void main(String[] args) {
        System.exit(new CommandLine(new TelemetryMerge(System.out, System.err)).execute(args));
    }

    @Override
    public Integer call() {
        try {
            Inputs inputs = new Inputs(run);
            for (Path file : files) {
                inputs.read(file);
            }
            Merging merging = new Merging(inputs.nodes());
            List<RequestStats> statistics = merging.merge(inputs.snapshots());
            List<String> lines = write(merging, statistics);
            inputs.remarks().forEach(err::println);
            merging.report().forEach(err::println);
            return compare(lines, merging.masterLines());
        } catch (BadInputException e) {
            err.println("telemetry-merge: " + e.getMessage());
        } catch (Exception e) {
            err.println("telemetry-merge: the lines cannot be written: " + e);
        }
        return IMPOSSIBLE;
    }

    private List<String> write(Merging merging, List<RequestStats> statistics) throws Exception {
        Path directory = Files.createTempDirectory("telemetry-merge");
        Path file = directory.resolve("merged.jsonl");
        try {
            LineWriter.write(file, merging.run(), merging.node(), statistics);
            if (output == null) {
                Files.copy(file, out);
                out.flush();
            } else {
                Files.copy(file, output, StandardCopyOption.REPLACE_EXISTING);
            }
            return Files.readAllLines(file, StandardCharsets.UTF_8);
        } finally {
            delete(file);
            delete(directory);
        }
    }

    private static void delete(Path path) throws IOException {
        Files.deleteIfExists(path);
    }

    private int compare(List<String> lines, List<String> masters) {
        if (masters.isEmpty()) {
            return SAME;
        }
        if (new HashSet<>(lines).equals(new HashSet<>(masters))) {
            err.println(
                    "the " + masters.size() + " lines that the master wrote of the run are the same, byte for byte");
            return SAME;
        }
        err.println("the lines that the master wrote of the run are NOT the same: what it lacks or has beyond the files"
                + " stands at its worker.leave lines");
        return NOT_THE_SAME;
    }
}
