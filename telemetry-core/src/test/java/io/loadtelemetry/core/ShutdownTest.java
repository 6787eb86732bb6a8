package io.loadtelemetry.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A run whose load tool ends without closing it is flushed all the same; in real JVMs. */
@Timeout(120)
class ShutdownTest {

    @Test
    void aRunThatIsNeverClosedIsFlushedWhenTheJvmEnds() throws Exception {
        Child child = new Child("forget");

        assertThat(child.output()).contains("stop interrupted requests=1000", "closed");
        assertThat(child.exitValue()).isZero();
    }

    @Test
    void aRunIsFlushedOnSystemExitAndTheExitCodeStays() throws Exception {
        Child child = new Child("exit");

        assertThat(child.output()).contains("stop interrupted requests=1000", "closed");
        assertThat(child.exitValue()).isEqualTo(3);
    }

    @Test
    void aRunIsFlushedOnSigterm() throws Exception {
        Child child = new Child("wait");
        child.awaitLine("published");
        child.process.toHandle().destroy(); // Unlike Process.destroy it leaves the output open.

        assertThat(child.output()).contains("stop interrupted requests=1000", "closed");
        assertThat(child.exitValue()).isEqualTo(143);
    }

    @Test
    void aRecorderThatCallsSystemExitDoesNotHangTheJvm() throws Exception {
        Child child = new Child("recorder-exit");

        assertThat(child.output()).contains("sibling stop interrupted", "sibling closed");
        assertThat(child.exitValue()).isEqualTo(4);
    }

    @Test
    void aRecorderThatHangsDoesNotHangTheJvm() throws Exception {
        Child child = new Child("recorder-hangs");

        assertThat(child.output()).contains("sibling stop interrupted", "sibling closed");
        assertThat(child.exitValue()).isZero();
    }

    private static final class Child {
        private final Process process;
        private final BufferedReader reader;
        private final List<String> lines = new ArrayList<>();

        Child(String what) throws IOException {
            process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            ShutdownMain.class.getName(),
                            what)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            reader = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        }

        void awaitLine(String wanted) throws IOException {
            String line = reader.readLine();
            while (line != null) {
                lines.add(line);
                if (line.equals(wanted)) {
                    return;
                }
                line = reader.readLine();
            }
            throw new AssertionError("no line " + wanted + " in " + lines);
        }

        List<String> output() throws IOException, InterruptedException {
            try {
                String line = reader.readLine();
                while (line != null) {
                    lines.add(line);
                    line = reader.readLine();
                }
                assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
                return lines;
            } finally {
                process.destroyForcibly();
            }
        }

        int exitValue() {
            return process.exitValue();
        }
    }
}
