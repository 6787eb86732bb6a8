package io.loadtelemetry.recorder.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.loadtelemetry.systemtest.CollectingContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class ProcSelfStatusTest {

    private final CollectingContext context = CollectingContext.sampling("2s");
    private final Output output = new Output(context);

    @Test
    void readsKilobytesAsBytes(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("status");
        Files.writeString(file, "Name:\tjava\nVmRSS:\t  118204 kB\nRssAnon:\t 1 kB\nThreads:\t22\n");
        new ProcSelfStatus(file).read(output);
        assertThat(context.last("process.memory.usage", Map.of())).isEqualTo(118204.0 * 1024);
        assertThat(context.last("process.thread.count", Map.of())).isEqualTo(22);
    }

    @Test
    void aFileWithoutThemIsAnErrorAndPublishesNothing(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("status");
        Files.writeString(file, "Name:\tjava\nThreads:\t22\n");
        assertThatThrownBy(() -> new ProcSelfStatus(file).read(output)).hasMessageContaining("VmRSS");
        assertThat(context.metrics).isEmpty();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void oshiReadsTheSameWhereThereIsNoSuchFile() throws IOException {
        OshiProcess oshi = new OshiProcess();
        oshi.read(output);
        new ProcSelfStatus().read(output);
        double byOshi = context.of("process.memory.usage").get(0).value();
        double byFile = context.of("process.memory.usage").get(1).value();
        assertThat(byFile).isCloseTo(byOshi, within(byOshi / 2));
        double threads = context.of("process.thread.count").get(0).value();
        assertThat(context.of("process.thread.count").get(1).value()).isCloseTo(threads, within(5.0));
    }
}
