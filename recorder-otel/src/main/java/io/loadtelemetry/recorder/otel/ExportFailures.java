package io.loadtelemetry.recorder.otel;

import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import javax.net.ssl.SSLException;

/**
 * Says why an export failed in words of our own: the message of an exception may quote a header, and a response whatever
 * the server likes.
 */
final class ExportFailures {

    private static final int MAX_DEPTH = 16;

    private ExportFailures() {}

    static String of(Throwable thrown) {
        Throwable cause = thrown;
        boolean unresolved = false;
        for (int depth = 0; depth < MAX_DEPTH; depth++) {
            unresolved |= cause instanceof UnresolvedAddressException || cause instanceof UnknownHostException;
            if (cause instanceof SSLException) {
                return "TLS failed, the certificate may not be trusted; see OTEL_EXPORTER_OTLP_CERTIFICATE";
            }
            Throwable next = cause.getCause();
            if (next == null) {
                break;
            }
            cause = next;
        }
        if (unresolved) {
            return "host not found";
        }
        if (cause instanceof ConnectException || cause instanceof java.nio.channels.ClosedChannelException) {
            return "no connection";
        }
        if (cause instanceof HttpTimeoutException || cause instanceof java.io.InterruptedIOException) {
            return "timed out";
        }
        return cause.getClass().getSimpleName();
    }
}
