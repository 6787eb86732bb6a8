package io.loadtelemetry.recorder.system;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Opens the probes that work here. First those that need no library, which are read at once; then those of oshi, whose
 * loading takes a while and may fail: its native library needs a folder for temporary files that allows execution.
 */
final class Probes {

    private static final boolean LINUX =
            System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("linux");

    private final Output output;
    private final List<NamedProbe> opened = new ArrayList<>();
    private final List<String> failed = new ArrayList<>();
    private @Nullable Throwable cause;

    private Probes(Output output) {
        this.output = output;
    }

    /** Opens all probes and reads each once; tells in one warning of those that cannot be opened. Never throws. */
    static List<NamedProbe> open(CpuWatch watch, Output output) {
        Probes probes = new Probes(output);
        probes.open("process CPU", () -> new ProcessCpu(watch));
        probes.open("JVM memory", JvmMemory::new);
        probes.open("JVM threads", JvmThreads::new);
        probes.open("open files", OpenFiles::new);
        if (LINUX) {
            probes.open("process memory and threads", ProcSelfStatus::new);
            probes.open("network", () -> new Network(new ProcNetDev()));
        }
        probes.open("host CPU", () -> new HostCpu(watch, LINUX));
        probes.open("host memory", HostMemory::new);
        if (!LINUX) {
            probes.open("process memory and threads", OshiProcess::new);
            probes.open("network", () -> new Network(new OshiNetwork()));
        }
        probes.tell();
        return probes.opened;
    }

    private void open(String name, Opener opener) {
        if (output.closed()) {
            // A run shorter than the opening must not wait for the rest of it.
            return;
        }
        try {
            NamedProbe probe = new NamedProbe(name, opener.open());
            if (probe.read(output)) {
                opened.add(probe);
            }
        } catch (Throwable e) {
            failed.add(name);
            cause = cause == null ? e : cause;
        }
    }

    private void tell() {
        if (cause != null) {
            output.warn("probes", "not measured: " + String.join(", ", failed) + ". Cause: " + cause);
        }
    }

    /** Makes a probe, or throws what shows that it cannot work here. */
    @FunctionalInterface
    private interface Opener {
        Probe open() throws Exception;
    }
}
