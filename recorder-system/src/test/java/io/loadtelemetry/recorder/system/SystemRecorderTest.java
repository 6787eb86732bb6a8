package io.loadtelemetry.recorder.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.loadtelemetry.api.Role;
import io.loadtelemetry.api.StopReason;
import io.loadtelemetry.api.event.MetricEvent;
import io.loadtelemetry.api.event.TestStop;
import io.loadtelemetry.api.spi.Recorder;
import io.loadtelemetry.systemtest.CollectingContext;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SystemRecorderTest {

    private static final Map<String, String> LOOPBACK_IN =
            Map.of("network.interface.name", "lo", "network.io.direction", "receive");
    private static final Map<String, String> LOOPBACK_OUT =
            Map.of("network.interface.name", "lo", "network.io.direction", "transmit");

    private final List<Recorder> started = new ArrayList<>();

    @AfterEach
    void closeAll() throws Exception {
        for (Recorder recorder : started) {
            recorder.close();
        }
    }

    @Test
    void takesTheFirstSampleAtTheStartWithoutWaitingForTheInterval() throws Exception {
        CollectingContext context = start(CollectingContext.sampling("1h"));

        await().atMost(Duration.ofSeconds(20))
                .until(() -> context.of("system.memory.usage").size() == 2);
        assertThat(context.metrics)
                .extracting(MetricEvent::name)
                .contains(
                        "process.memory.usage",
                        "process.thread.count",
                        "process.unix.file_descriptor.count",
                        "system.network.io",
                        "jvm.memory.used",
                        "jvm.thread.count")
                .doesNotContain("process.cpu.utilization");
        assertThat(context.warnings).isEmpty();
    }

    @Test
    void measuresWhatTheSystemItselfSays() throws Exception {
        CollectingContext context = start(CollectingContext.sampling("400ms"));

        await().atMost(Duration.ofSeconds(20))
                .until(() -> context.of("system.cpu.utilization").size() >= 7);
        List<MetricEvent> modes = context.of("system.cpu.utilization").subList(0, 7);
        assertThat(modes)
                .extracting(event -> event.attributes().get("cpu.mode"))
                .doesNotHaveDuplicates();
        assertThat(modes.stream().mapToDouble(MetricEvent::value).sum()).isCloseTo(1, within(1e-9));
        assertThat(context.of("process.cpu.utilization"))
                .allSatisfy(event -> assertThat(event.value()).isBetween(0.0, 1.0));
        assertThat(context.last("process.memory.usage", Map.of()))
                .isGreaterThan(context.last("jvm.memory.used", Map.of("jvm.memory.pool.name", "Metaspace")));
        double hostMemory = context.last("system.memory.usage", Map.of("system.memory.state", "used"))
                + context.last("system.memory.usage", Map.of("system.memory.state", "free"));
        assertThat(hostMemory).isGreaterThan(context.last("process.memory.usage", Map.of()));
    }

    @Test
    void busyThreadsRaiseTheCpuUtilizationOfTheProcess() throws Exception {
        CollectingContext context = start(CollectingContext.sampling("300ms"));
        context.next("process.cpu.utilization");
        double idle = context.next("process.cpu.utilization");

        try (CpuBurn burn = new CpuBurn()) {
            assertThat(burn).isNotNull();
            // Other processes may take most of the machine, so not all of it is asked for.
            await().atMost(Duration.ofSeconds(9))
                    .until(() -> context.next("process.cpu.utilization") > Math.max(0.15, Math.min(0.5, 1.5 * idle)));
        }
    }

    @Test
    void trafficOverLoopbackIsCountedInBothDirections() throws Exception {
        assumeTrue(Files.isReadable(Path.of("/proc/self/net/dev")), "the interface is named lo on Linux");
        int bytes = 20_000_000;
        CollectingContext context = start(CollectingContext.sampling("100ms"));
        move(1);
        double in = context.next("system.network.io", LOOPBACK_IN);
        double out = context.next("system.network.io", LOOPBACK_OUT);

        move(bytes);

        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
            assertThat(context.last("system.network.io", LOOPBACK_IN) - in).isGreaterThanOrEqualTo(bytes);
            assertThat(context.last("system.network.io", LOOPBACK_OUT) - out).isGreaterThanOrEqualTo(bytes);
        });
    }

    @Test
    void aGarbageCollectionIsMeasuredWhenItIsOver() throws Exception {
        CollectingContext context = start(CollectingContext.sampling("1h"));

        System.gc();

        await().atMost(Duration.ofSeconds(10))
                .until(() -> !context.of("jvm.gc.duration").isEmpty());
        MetricEvent event = context.of("jvm.gc.duration").get(0);
        assertThat(event.kind()).isEqualTo(MetricEvent.Kind.HISTOGRAM);
        assertThat(event.value()).isBetween(0.0, 10.0);
        assertThat(ManagementFactory.getGarbageCollectorMXBeans())
                .extracting(GarbageCollectorMXBean::getName)
                .contains(event.attributes().get("jvm.gc.name"));
        assertThat(event.attributes().get("jvm.gc.action")).startsWith("end of ");
    }

    @Test
    void openFilesAreCounted(@TempDir Path folder) throws Exception {
        assumeTrue(Files.isDirectory(Path.of("/dev/fd")), "there are file descriptors");
        CollectingContext context = start(CollectingContext.sampling("100ms"));
        String name = "process.unix.file_descriptor.count";
        double before = context.next(name);

        List<Closeable> files = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            files.add(Files.newOutputStream(folder.resolve("file" + i)));
        }
        try {
            await().atMost(Duration.ofSeconds(20)).until(() -> context.next(name) >= before + 45);
        } finally {
            for (Closeable file : files) {
                file.close();
            }
        }
        await().atMost(Duration.ofSeconds(20)).until(() -> context.next(name) < before + 45);
    }

    @Test
    void threadsAreCountedForTheProcessAndForJava() throws Exception {
        CollectingContext context = start(CollectingContext.sampling("100ms"));
        double process = context.next("process.thread.count");
        double daemons = context.next("jvm.thread.count", Map.of("jvm.thread.daemon", "true"));

        CountDownLatch end = new CountDownLatch(1);
        for (int i = 0; i < 40; i++) {
            Thread thread = new Thread(() -> awaitUninterrupted(end));
            thread.setDaemon(true);
            thread.start();
        }
        try {
            await().atMost(Duration.ofSeconds(10)).until(() -> context.next("process.thread.count") >= process + 30);
            assertThat(context.next("jvm.thread.count", Map.of("jvm.thread.daemon", "true")))
                    .isGreaterThanOrEqualTo(daemons + 30);
        } finally {
            end.countDown();
        }
    }

    @Test
    void interruptsDoNotEndTheSampling() throws Exception {
        CollectingContext context = start(CollectingContext.sampling("20ms"));
        context.next("jvm.thread.count");
        Thread sampler = samplers().get(0);

        for (int i = 0; i < 100; i++) {
            sampler.interrupt();
            context.next("jvm.thread.count");
        }
        context.next("system.network.io");
        context.next("process.thread.count");
        assertThat(sampler.isAlive()).isTrue();
    }

    @Test
    void nothingIsPublishedAfterTheEndOfTheTest() throws Exception {
        CollectingContext context = CollectingContext.sampling("10ms");
        Recorder recorder = recorder(context);
        recorder.start();
        context.next("process.thread.count");

        recorder.record(
                new TestStop(1, Role.STANDALONE, StopReason.COMPLETED, Duration.ofSeconds(1), context.accounting()));
        await().atMost(Duration.ofSeconds(10)).until(() -> samplers().isEmpty());
        int published = context.metrics.size();
        System.gc();
        recorder.close();

        assertThat(context.metrics).hasSize(published);
    }

    @Test
    void runsLeaveNeitherThreadNorListenerBehind() throws Exception {
        List<WeakReference<CollectingContext>> contexts = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            CollectingContext context = CollectingContext.sampling("10ms");
            contexts.add(new WeakReference<>(context));
            Recorder recorder = recorder(context);
            recorder.start();
            if (i % 2 == 0) {
                context.next("jvm.thread.count");
            }
            recorder.close();
        }

        assertThat(samplers()).isEmpty();
        // The collectors of the JVM would hold a listener, and with it the context, for ever.
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            System.gc();
            return contexts.stream().filter(each -> each.get() != null).count() <= 1;
        });
    }

    @Test
    void closingWhatWasNeverStartedDoesNothing() throws Exception {
        Recorder recorder = recorder(CollectingContext.sampling("1s"));
        recorder.close();
        assertThat(samplers()).isEmpty();
    }

    @Test
    void theCpuWarningComesUnderLoadAndNotWithoutAThreshold() throws Exception {
        CollectingContext warned = start(new CollectingContext(Map.of("interval", "200ms", "cpu.warning", "0.05")));
        CollectingContext never = start(new CollectingContext(Map.of("interval", "200ms", "cpu.warning", "1")));

        try (CpuBurn burn = new CpuBurn()) {
            assertThat(burn).isNotNull();
            await().atMost(Duration.ofSeconds(9)).until(() -> !warned.cpuWarnings.isEmpty());
        }

        assertThat(warned.cpuWarnings.get(0).value()).isGreaterThan(0.05);
        assertThat(warned.cpuWarnings.get(0).threshold()).isEqualTo(0.05);
        assertThat(warned.cpuWarnings.get(0).duration()).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
        assertThat(never.cpuWarnings).isEmpty();
    }

    private CollectingContext start(CollectingContext context) throws Exception {
        Recorder recorder = recorder(context);
        started.add(recorder);
        recorder.start();
        return context;
    }

    private static Recorder recorder(CollectingContext context) throws Exception {
        Recorder recorder = new SystemRecorderProvider().create(context);
        assertThat(recorder.wantsRequests()).isFalse();
        return recorder;
    }

    private static List<Thread> samplers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals(SystemRecorder.THREAD))
                .toList();
    }

    private static void move(int bytes) throws IOException, InterruptedException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
                Socket peer = server.accept()) {
            Thread sender = new Thread(() -> send(peer, bytes));
            sender.start();
            try (InputStream in = client.getInputStream()) {
                assertThat(in.readAllBytes()).hasSize(bytes);
            }
            sender.join();
        }
    }

    private static void send(Socket socket, int bytes) {
        try (OutputStream out = socket.getOutputStream()) {
            out.write(new byte[bytes]);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
