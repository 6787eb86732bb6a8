package io.loadtelemetry.faults;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.loadtelemetry.testkit.OtlpReceiver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A collector that may be somebody else's. What reaches it is looked at on the wire. */
@Timeout(60)
class CollectorTlsTest extends CollectorFaults {

    @TempDir
    static Path store;

    private static Keys ours;
    private static Keys anotherHosts;

    @BeforeAll
    static void makeKeys() throws Exception {
        ours = Keys.make(store, "ip:127.0.0.1");
        anotherHosts = Keys.make(store, "dns:collector.example");
    }

    /** Otherwise the tests of the faults would prove nothing. */
    @Test
    void trusted() throws Exception {
        trust(ours);
        secure(ours);
        try (Wire wire = new Wire(port());
                FaultRun run = runTo("https://127.0.0.1:" + wire.port())) {
            run.load(Duration.ofMillis(500));
            end(run);

            assertAllArrived(run);
            assertThat(warnings(run)).isEmpty();
            assertNothingPlain(wire);
        }
    }

    @Test
    void anUnknownCertificate() throws Exception {
        secure(ours);
        refused(port(), "the certificate is not trusted; see OTEL_EXPORTER_OTLP_CERTIFICATE", "TLS untrusted");
    }

    @Test
    void theCertificateOfAnotherHost() throws Exception {
        trust(anotherHosts);
        secure(anotherHosts);
        refused(port(), "the certificate is for another host", "TLS wrong host");
    }

    @Test
    void noTlsAtAll() throws Exception {
        try (ServerSocket plain = new ServerSocket(0, 16, InetAddress.getLoopbackAddress())) {
            Thread server = new Thread(() -> answerInPlainText(plain));
            server.setDaemon(true);
            server.start();
            refused(
                    plain.getLocalPort(),
                    "see whether OTEL_EXPORTER_OTLP_ENDPOINT speaks TLS",
                    "no TLS where it should be");
        }
    }

    /** As servers do that are asked for TLS where they have none. */
    private static void answerInPlainText(ServerSocket plain) {
        try {
            while (true) {
                try (Socket socket = plain.accept()) {
                    socket.getInputStream().read(new byte[1024]);
                    socket.getOutputStream().write("HTTP/1.0 400 Bad Request\r\n\r\n".getBytes(US_ASCII));
                }
            }
        } catch (IOException closed) {
            // The end of the test.
        }
    }

    private void refused(int collector, String cause, String title) throws Exception {
        try (Wire wire = new Wire(collector);
                FaultRun run = runTo("https://127.0.0.1:" + wire.port())) {
            run.faulty(Duration.ofMillis(500));
            awaitWarning(run);
            end(run);

            assertWarnedOnce(run, cause);
            assertAllLost(run, cause);
            assertThat(receiver.requests()).isEmpty();
            assertNothingPlain(wire);
            Fault.COLLECTOR_ERRORS.seen(this, title, figure(run));
        }
    }

    private void trust(Keys keys) {
        variables.set("OTEL_EXPORTER_OTLP_CERTIFICATE", keys.certificate().toString());
    }

    private void secure(Keys keys) throws Exception {
        receiver.close();
        receiver = OtlpReceiver.start(keys.context());
    }

    private int port() {
        return URI.create(receiver.endpoint()).getPort();
    }

    private static void assertNothingPlain(Wire wire) {
        assertThat(wire.sent()).isNotEmpty().allMatch(Wire::isTls);
        assertThat(wire.sent())
                .extracting(bytes -> new String(bytes, StandardCharsets.ISO_8859_1))
                .noneMatch(text -> text.contains("loadtest") || text.contains("HTTP/") || text.contains("POST"));
    }
}
