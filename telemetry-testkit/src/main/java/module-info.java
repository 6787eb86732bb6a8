/** What the tests of a recorder need: the contract every recorder is held to, and real parts to record into. */
module io.loadtelemetry.testkit {
    requires static org.jspecify;
    requires transitive io.loadtelemetry.api;
    requires transitive org.junit.jupiter.api;
    requires transitive io.opentelemetry.proto;
    requires transitive com.google.protobuf;
    requires org.assertj.core;
    requires jdk.httpserver;

    uses io.loadtelemetry.api.spi.RecorderProvider;

    exports io.loadtelemetry.testkit;
}
