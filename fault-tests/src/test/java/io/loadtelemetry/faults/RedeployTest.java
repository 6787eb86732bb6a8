package io.loadtelemetry.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadtelemetry.testkit.OtlpReceiver;
import java.io.File;
import java.lang.ref.WeakReference;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Load tests again and again in one JVM: what they started and opened is gone after them. */
@Timeout(180)
class RedeployTest {

    private static final int RUNS = 100;
    private static final int DEPLOYMENTS = 5;

    /** The last one may still be on some stack or in some cache that holds one thing. */
    private static final int MAY_STAY = 2;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private List<String> arguments(OtlpReceiver collector) {
        return List.of(folder.resolve("run.jsonl").toString(), collector.endpoint(), "json,otel,slowest,system");
    }

    @Test
    void aHundredRunsLeaveNoThreadAndNoFile() throws Exception {
        try (OtlpReceiver collector = OtlpReceiver.start()) {
            List<String> arguments = arguments(collector);
            new RedeployedRun(arguments).call();
            settle(() -> countThreads() == 0);
            int threads = countThreads();
            int files = Leaks.openFiles().size();
            long begin = System.nanoTime();
            for (int i = 0; i < RUNS; i++) {
                new RedeployedRun(arguments).call();
                collector.clear();
            }
            long millis = (System.nanoTime() - begin) / 1_000_000;
            settle(() -> countThreads() <= threads);
            assertThat(countThreads()).as("threads: %s", Leaks.threads()).isLessThanOrEqualTo(threads);
            // Sockets of the collector in this JVM are closed a little later.
            settle(() -> openFiles() <= files + 5);
            assertThat(openFiles()).as("open files").isLessThanOrEqualTo(files + 5);
            assertThat(Files.readAllLines(folder.resolve("run.jsonl")).stream()
                            .filter(line -> line.contains("test.stop")))
                    .hasSize(RUNS + 1);
            Fault.REDEPLOY.seen(
                    this,
                    "one class loader",
                    "%d runs in %.1f s; threads %d before, %d after; open files %d before, %d after",
                    RUNS,
                    millis / 1000.0,
                    threads,
                    countThreads(),
                    files,
                    openFiles());
        }
    }

    @Test
    void classLoadersAreCollected() throws Exception {
        assertCollected("json,otel,slowest", "(?!)", "class loaders of their own");
    }

    /** JNA has a thread for good wherever it is loaded: it belongs beside the load tool, not into what is redeployed. */
    @Test
    void classLoadersAreCollectedWhereTheLibraryForTheSystemIsShared() throws Exception {
        assertCollected("json,otel,slowest,system", ".*(oshi-|jna-|slf4j-)[^/]*jar", "oshi and JNA shared");
    }

    private void assertCollected(String recorders, String shared, String what) throws Exception {
        URLClassLoader parent = new URLClassLoader(jars(shared, true), ClassLoader.getPlatformClassLoader());
        try (OtlpReceiver collector = OtlpReceiver.start()) {
            List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
            for (int i = 0; i < DEPLOYMENTS; i++) {
                URLClassLoader loader = new URLClassLoader(jars(shared, false), parent);
                run(loader, List.of(folder.resolve("run.jsonl").toString(), collector.endpoint(), recorders));
                loaders.add(new WeakReference<>(loader));
            }
            settle(() -> alive(loaders) <= MAY_STAY);
            assertThat(alive(loaders)).as("class loaders of %d", DEPLOYMENTS).isLessThanOrEqualTo(MAY_STAY);
            Fault.REDEPLOY.seen(
                    this, what, "%d deployments of %s; %d class loaders left", DEPLOYMENTS, recorders, alive(loaders));
        } finally {
            parent.close();
        }
    }

    /** A run whose every class comes from a loader of its own, as a plug-in or a web application has it. */
    @SuppressWarnings("unchecked")
    private static void run(URLClassLoader loader, List<String> arguments) throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            Callable<String> run = (Callable<String>) loader.loadClass(RedeployedRun.class.getName())
                    .getConstructor(List.class)
                    .newInstance(arguments);
            assertThat(run.call()).endsWith(" recorders, balanced");
        } finally {
            thread.setContextClassLoader(before);
            loader.close();
        }
    }

    private static URL[] jars(String pattern, boolean matching) {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(path -> path.matches(pattern) == matching)
                .map(RedeployTest::url)
                .toArray(URL[]::new);
    }

    private static URL url(String path) {
        try {
            return Path.of(path).toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(path, e);
        }
    }

    private static long alive(List<WeakReference<ClassLoader>> loaders) {
        return loaders.stream().filter(loader -> loader.get() != null).count();
    }

    private static int countThreads() {
        return (int) Leaks.threads().stream()
                .filter(name -> !name.startsWith("JNA") && !name.startsWith("pool-"))
                .count();
    }

    private static int openFiles() {
        try {
            return Leaks.openFiles().size();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** What the collector of garbage, or an idle thread, has yet to end takes a moment. */
    private static void settle(BooleanSupplier done) throws InterruptedException {
        for (int i = 0; i < 50 && !done.getAsBoolean(); i++) {
            System.gc();
            Thread.sleep(100);
        }
    }
}
