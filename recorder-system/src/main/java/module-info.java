/**
 * The recorder {@code system}: samples CPU, memory, network, threads and open files of the process and the host, and the
 * garbage collections of the JVM, and publishes them as measurements for the other recorders.
 */
module io.loadtelemetry.recorder.system {
    requires io.loadtelemetry.api;
    requires static org.jspecify;
    requires com.github.oshi;
    // oshi logs through it, but is an automatic module and cannot say so itself.
    requires org.slf4j;
    requires java.management;
    requires jdk.management;

    exports io.loadtelemetry.recorder.system;

    provides io.loadtelemetry.api.spi.RecorderProvider with
            io.loadtelemetry.recorder.system.SystemRecorderProvider;
}
