package io.loadtelemetry.testkit;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.function.Function;
import java.util.zip.GZIPInputStream;

/** Decodes an export and answers it as the OTLP specification (1.7, "OTLP/HTTP") says. */
final class OtlpHandler implements HttpHandler {

    private static final String PROTOBUF = "application/x-protobuf";

    private final OtlpStore store;
    private final int maxBody;
    private volatile Function<OtlpRequest, OtlpResponse> responses = request -> OtlpResponse.ok();

    OtlpHandler(OtlpStore store, int maxBody) {
        this.store = store;
        this.maxBody = maxBody;
    }

    void respond(Function<OtlpRequest, OtlpResponse> function) {
        responses = function;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try {
            OtlpRequest request = decode(exchange);
            OtlpResponse response = responses.apply(request);
            if (!response.delay().isZero()) {
                Thread.sleep(response.delay().toMillis());
            }
            // Kept before the client hears of it: who saw its export succeed finds it here.
            store.add(request, response.accepted());
            answer(exchange, request.signal(), response);
        } catch (Refused refused) {
            refuse(exchange, refused.status, refused.getMessage());
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            refuse(exchange, 500, "the function given to respond() threw " + e);
        } finally {
            exchange.close();
        }
    }

    private void refuse(HttpExchange exchange, int status, String why) throws IOException {
        store.problem(status + " " + why);
        send(exchange, status, error(why));
    }

    private OtlpRequest decode(HttpExchange exchange) throws IOException, Refused {
        String path = exchange.getRequestURI().getPath();
        OtlpSignal signal = OtlpSignal.at(path).orElseThrow(() -> new Refused(404, "no OTLP signal at " + path));
        if (!exchange.getRequestMethod().equals("POST")) {
            throw new Refused(405, path + ": allowed is POST");
        }
        Headers headers = exchange.getRequestHeaders();
        String type = headers.getFirst("Content-Type");
        if (type == null || !type.toLowerCase(Locale.ROOT).startsWith(PROTOBUF)) {
            throw new Refused(415, path + ": Content-Type " + type + "; allowed is " + PROTOBUF);
        }
        byte[] body = body(exchange, headers.getFirst("Content-Encoding"));
        try {
            return new OtlpRequest(signal, headers, signal.parser().parseFrom(body), body.length);
        } catch (InvalidProtocolBufferException e) {
            throw new Refused(400, path + ": not the protobuf of " + signal + ": " + e.getMessage());
        }
    }

    private byte[] body(HttpExchange exchange, String encoding) throws IOException, Refused {
        byte[] raw = read(exchange.getRequestBody());
        if (encoding == null || encoding.equalsIgnoreCase("identity")) {
            return raw;
        }
        if (!encoding.equalsIgnoreCase("gzip")) {
            throw new Refused(415, "Content-Encoding " + encoding + "; allowed are gzip and identity");
        }
        try (InputStream unzipped = new GZIPInputStream(new ByteArrayInputStream(raw))) {
            return read(unzipped);
        } catch (IOException e) {
            throw new Refused(400, "not gzip: " + e.getMessage());
        }
    }

    private byte[] read(InputStream in) throws IOException, Refused {
        byte[] body = in.readNBytes(maxBody + 1);
        if (body.length > maxBody) {
            throw new Refused(413, "a body of more than " + maxBody + " bytes");
        }
        return body;
    }

    private static void answer(HttpExchange exchange, OtlpSignal signal, OtlpResponse response) throws IOException {
        if (response.status() == 0) {
            return; // closing an exchange that has no headers yet closes its connection
        }
        if (!response.retryAfter().isZero()) {
            long seconds = response.retryAfter().plusMillis(999).toSeconds();
            exchange.getResponseHeaders().set("Retry-After", Long.toString(seconds));
        }
        Message body = signal.response(response);
        send(exchange, response.status(), response.accepted() ? body.toByteArray() : error(response.message()));
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", PROTOBUF);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }

    /** An error's body is a google.rpc.Status, whose field 2 is the message. */
    private static byte[] error(String message) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        if (!message.isEmpty()) {
            out.writeString(2, message);
        }
        out.flush();
        return bytes.toByteArray();
    }

    private static final class Refused extends Exception {

        private static final long serialVersionUID = 1L;

        private final int status;

        Refused(int status, String message) {
            super(message);
            this.status = status;
        }

        @Override
        public String getMessage() {
            return String.valueOf(super.getMessage());
        }
    }
}
