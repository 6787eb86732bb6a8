package io.loadtelemetry.recorder.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loadtelemetry.api.event.MetricEvent;
import io.loadtelemetry.systemtest.CollectingContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class NetworkTest {

    private static final String HEADER = """
            Inter-|   Receive                                                |  Transmit
             face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed
            """;

    private final CollectingContext context = CollectingContext.sampling("2s");
    private final Output output = new Output(context);
    private Path file = Path.of("");
    private Network network = new Network(visitor -> {});

    @BeforeEach
    void open(@TempDir Path folder) {
        file = folder.resolve("dev");
        network = new Network(new ProcNetDev(file));
    }

    @Test
    void countsFromTheStartOfTheRun() throws IOException {
        read("eth0: 1000 1 0 0 0 0 0 0 5000 1 0 0 0 0 0 0");
        assertThat(total("eth0", "receive")).isZero();
        read("eth0: 1700 1 0 0 0 0 0 0 5001 1 0 0 0 0 0 0");
        assertThat(total("eth0", "receive")).isEqualTo(700);
        assertThat(total("eth0", "transmit")).isEqualTo(1);
    }

    @Test
    void neverFallsWhenTheSystemStartsCountingAnew() throws IOException {
        read("wlan0: 1000 1 0 0 0 0 0 0 500 1 0 0 0 0 0 0");
        read("wlan0: 1400 1 0 0 0 0 0 0 500 1 0 0 0 0 0 0");
        read("");
        read("wlan0: 30 1 0 0 0 0 0 0 7 1 0 0 0 0 0 0");
        assertThat(total("wlan0", "receive")).isEqualTo(430);
        assertThat(total("wlan0", "transmit")).isEqualTo(7);
    }

    @Test
    void readsNamesWithColonsAndNumbersWithoutASpaceBefore() throws IOException {
        read("eth0:1:18446744 1 0 0 0 0 0 0 500 1 0 0 0 0 0 0\n    lo:77 1 0 0 0 0 0 0 77 1 0 0 0 0 0 0");
        assertThat(total("eth0:1", "receive")).isZero();
        assertThat(total("lo", "receive")).isZero();
    }

    @Test
    void leavesOutInterfacesThatNeverCarriedAnything() throws IOException {
        read("ifb0: 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0");
        assertThat(context.metrics).isEmpty();
        read("ifb0: 0 0 0 0 0 0 0 0 60 1 0 0 0 0 0 0");
        assertThat(total("ifb0", "transmit")).isEqualTo(60);
    }

    @Test
    void boundsTheNumberOfInterfaces() throws IOException {
        Map<String, Long> many = new LinkedHashMap<>();
        for (int i = 0; i < 3 * Network.MAX_INTERFACES; i++) {
            many.put("veth" + i, 1L);
        }
        new Network(visitor -> many.forEach((name, bytes) -> visitor.see(name, bytes, bytes))).read(output);
        assertThat(context.metrics).hasSize(2 * Network.MAX_INTERFACES);
    }

    @Test
    void aFileOfAnotherFormatIsToldOfOnceReadAndTriedAgain() throws IOException {
        NamedProbe probe = new NamedProbe("network", network);
        Files.writeString(file, HEADER + "eth0 up\n");
        assertThat(probe.read(output)).isTrue();
        assertThat(context.warnings).hasSize(1).first().asString().contains("network", "eth0 up");
        read("eth0: 1000 1 0 0 0 0 0 0 5000 1 0 0 0 0 0 0");
        assertThat(context.metrics).isNotEmpty();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void oshiCountsTheSameInterfacesWhereThereIsNoSuchFile() throws IOException {
        OshiNetwork oshi = new OshiNetwork();
        for (int i = 0; i < 2; i++) {
            Map<String, Long> byFile = new HashMap<>();
            new ProcNetDev().read((name, received, sent) -> byFile.put(name, received));
            Map<String, Long> byOshi = new HashMap<>();
            oshi.read((name, received, sent) -> byOshi.put(name, received));
            assertThat(byOshi).containsKey("lo");
            byOshi.forEach((name, received) ->
                    assertThat(received).as(name).isGreaterThanOrEqualTo(byFile.getOrDefault(name, Long.MAX_VALUE)));
        }
    }

    @Test
    void aMissingFileIsAnError() {
        assertThatThrownBy(() -> network.read(output)).isInstanceOf(IOException.class);
    }

    private void read(String lines) throws IOException {
        Files.writeString(file, HEADER + (lines.isEmpty() ? "" : lines + "\n"));
        network.read(output);
    }

    private double total(String name, String direction) {
        Map<String, String> attributes = Map.of("network.interface.name", name, "network.io.direction", direction);
        assertThat(context.of("system.network.io", attributes))
                .extracting(MetricEvent::kind)
                .containsOnly(MetricEvent.Kind.COUNTER);
        return context.last("system.network.io", attributes);
    }
}
