package io.loadtelemetry.recorder.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.UnixOperatingSystemMXBean;
import io.loadtelemetry.systemtest.CollectingContext;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OpenFilesTest {

    private static final String NAME = "process.unix.file_descriptor.count";

    private final CollectingContext context = CollectingContext.sampling("2s");
    private final Output output = new Output(context);

    @BeforeEach
    void onUnix() {
        assumeTrue(ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean);
    }

    @Test
    void theSizeOfTheFolderIsTheCountOfTheJdk() throws IOException {
        Path folder = Path.of("/proc/self/fd");
        assumeTrue(Files.isDirectory(folder) && Files.size(folder) > 0, "Linux from 6.2 on");
        new OpenFiles(folder).read(output);
        assertThat(context.last(NAME, Map.of())).isCloseTo(counted(), within(5.0));
    }

    @Test
    void elsewhereTheyAreCountedButNotOftenerThanTheCostAllows() {
        OpenFiles files = new OpenFiles(Path.of("/no/such/folder"));
        files.read(output);
        assertThat(context.last(NAME, Map.of())).isCloseTo(counted(), within(5.0));

        for (int i = 0; i < 200; i++) {
            files.read(output);
        }
        assertThat(context.of(NAME)).hasSizeLessThan(100);
    }

    private static double counted() {
        return (double)
                ((UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getOpenFileDescriptorCount();
    }
}
