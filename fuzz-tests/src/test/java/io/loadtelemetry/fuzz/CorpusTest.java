package io.loadtelemetry.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every input that is kept, on every platform: without Jazzer, in this JVM. */
class CorpusTest {

    @ParameterizedTest
    @EnumSource
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void whatIsKeptIsStillHandled(FuzzTarget target) throws Exception {
        assertThat(Corpus.files(target)).isNotEmpty();
        for (Path file : Corpus.files(target)) {
            byte[] input = Files.readAllBytes(file);
            long start = System.nanoTime();
            try {
                target.run(input);
            } catch (Throwable t) {
                throw new AssertionError(target + " with the input " + file.getFileName(), t);
            }
            // All of them take well below a second; a hang is caught by the limit of the test.
            assertThat(System.nanoTime() - start)
                    .as("time for %s", file.getFileName())
                    .isLessThan(TimeUnit.SECONDS.toNanos(20));
        }
    }
}
