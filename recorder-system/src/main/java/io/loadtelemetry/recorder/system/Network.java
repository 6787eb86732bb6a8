package io.loadtelemetry.recorder.system;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * The bytes every network interface of the host moved since the run started, loopback included. The counts never fall:
 * where those of the system start anew, because an interface was taken away and came back, the new ones are added.
 */
final class Network implements Probe {

    // A host of many containers has an interface for each; every one of them would be two series.
    static final int MAX_INTERFACES = 64;

    private final InterfaceCounters counters;
    private final Map<String, Interface> interfaces = new HashMap<>();

    Network(InterfaceCounters counters) {
        this.counters = counters;
    }

    @Override
    public void read(Output output) throws IOException {
        counters.read((name, received, sent) -> {
            Interface known = interfaces.get(name);
            if (known != null) {
                known.update(received, sent);
            } else if (interfaces.size() < MAX_INTERFACES) {
                interfaces.put(name, new Interface(name, received, sent));
            }
        });
        interfaces.values().forEach(each -> each.publish(output));
    }

    private static final class Interface {

        private final Total received;
        private final Total sent;

        Interface(String name, long received, long sent) {
            this.received = new Total(name, "receive", received);
            this.sent = new Total(name, "transmit", sent);
        }

        void update(long received, long sent) {
            this.received.update(received);
            this.sent.update(sent);
        }

        void publish(Output output) {
            // Systems list interfaces that nobody ever used; those say nothing.
            if (received.last > 0 || sent.last > 0) {
                received.publish(output);
                sent.publish(output);
            }
        }
    }

    private static final class Total {

        private final Map<String, String> attributes;
        private long last;
        private long total;

        Total(String name, String direction, long first) {
            attributes = Map.of("network.interface.name", name, "network.io.direction", direction);
            last = first;
        }

        void update(long now) {
            total += now < last ? now : now - last;
            last = now;
        }

        void publish(Output output) {
            output.publish(Metric.SYSTEM_NETWORK_IO, (double) total, attributes);
        }
    }
}
