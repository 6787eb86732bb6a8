package io.loadtelemetry.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Looks for inputs that break a promise, a few seconds for each target; minutes with {@code -Pfuzz}. What is found belongs
 * into the corpus, so that {@link CorpusTest} keeps it.
 */
class FuzzTest {

    private static final int SECONDS = Integer.getInteger("fuzz.seconds", 2);
    private static final long RUNS = Long.getLong("fuzz.runs", 20_000);
    private static final long SEED = Long.getLong("fuzz.seed", 1);
    private static final Path FOLDER =
            Path.of(System.getProperty("fuzz.folder", "target/fuzz")).toAbsolutePath();

    @ParameterizedTest
    @EnumSource
    void nothingIsFound(FuzzTarget target) throws Exception {
        assumeThat(Jazzer.fits())
                .as("Jazzer has a library for this platform; %s is not fuzzed, its corpus is replayed", target)
                .isTrue();
        Jazzer.Outcome outcome = new Jazzer(FOLDER).run(target, SECONDS, RUNS, SEED);
        assumeThat(outcome.couldNotRun())
                .as("Jazzer runs on this JDK; %s is not fuzzed, its corpus is replayed: %s", target, outcome.tail())
                .isFalse();
        System.out.println(target + ": " + outcome.figures());
        assertThat(outcome.foundNothing())
                .as(
                        "%s: keep the input (in %s) below src/test/resources/corpus\n%s",
                        target, outcome.folder(), outcome.tail())
                .isTrue();
    }
}
