package io.loadtelemetry.recorder.system;

import java.io.IOException;

/** Reads the byte counters of the network interfaces. */
@FunctionalInterface
interface InterfaceCounters {

    /** Shows every interface once. */
    void read(Visitor visitor) throws IOException;

    /** Sees the counters of one interface. */
    @FunctionalInterface
    interface Visitor {
        /** Takes bytes since a time the system knows. */
        void see(String name, long received, long sent);
    }
}
