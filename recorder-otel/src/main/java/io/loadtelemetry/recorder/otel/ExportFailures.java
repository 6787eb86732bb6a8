package io.loadtelemetry.recorder.otel;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
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
        boolean tls = false;
        for (int depth = 0; depth < MAX_DEPTH; depth++) {
            unresolved |= cause instanceof UnresolvedAddressException || cause instanceof UnknownHostException;
            tls |= cause instanceof SSLException;
            Throwable next = cause.getCause();
            if (next == null) {
                break;
            }
            cause = next;
        }
        if (tls) {
            return ofTls(cause);
        }
        if (unresolved) {
            return "host not found";
        }
        if (cause instanceof ConnectException || cause instanceof java.nio.channels.ClosedChannelException) {
            return "no connection";
        }
        if (cause instanceof HttpTimeoutException || cause instanceof java.io.InterruptedIOException) {
            return "no answer within OTEL_EXPORTER_OTLP_TIMEOUT";
        }
        if (cause instanceof EOFException || cause instanceof SocketException) {
            return "the connection was cut";
        }
        return cause.getClass().getSimpleName();
    }

    /** Whether another attempt may succeed, as the SDK sees it: TLS and what the sender finds wrong with an answer fail again. */
    static boolean mayPass(Throwable thrown) {
        Throwable cause = thrown;
        boolean connection = false;
        for (int depth = 0; cause != null && depth < MAX_DEPTH; depth++) {
            if (cause instanceof SSLException || cause.getClass().getName().startsWith("io.opentelemetry.")) {
                return false;
            }
            connection |= cause instanceof IOException;
            cause = cause.getCause();
        }
        return connection;
    }

    private static String ofTls(Throwable root) {
        // The check of the host's name throws just this, that of the certificate one of the classes made for it.
        if (root.getClass() == CertificateException.class) {
            return "TLS failed: the certificate is for another host; see OTEL_EXPORTER_OTLP_ENDPOINT";
        }
        if (root instanceof GeneralSecurityException) {
            return "TLS failed: the certificate is not trusted; see OTEL_EXPORTER_OTLP_CERTIFICATE";
        }
        return "TLS failed: no handshake; see whether OTEL_EXPORTER_OTLP_ENDPOINT speaks TLS, and"
                + " OTEL_EXPORTER_OTLP_CERTIFICATE";
    }
}
