package io.loadtelemetry.faults;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A port before another one that keeps every byte the clients send. */
final class Wire implements AutoCloseable {

    private static final int HANDSHAKE = 22;

    private final ServerSocket listening = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
    private final List<ByteArrayOutputStream> connections = new CopyOnWriteArrayList<>();
    private final int behind;

    Wire(int behind) throws IOException {
        this.behind = behind;
        daemon(this::accept);
    }

    int port() {
        return listening.getLocalPort();
    }

    /** What was sent over each connection over which anything was sent. */
    List<byte[]> sent() {
        return connections.stream()
                .map(ByteArrayOutputStream::toByteArray)
                .filter(bytes -> bytes.length > 0)
                .toList();
    }

    /** Whether it is records of TLS from the first byte to the last, however the last one was cut short. */
    static boolean isTls(byte[] sent) {
        if (sent[0] != HANDSHAKE) {
            return false;
        }
        int position = 0;
        while (position < sent.length) {
            // Change of cipher, alert, handshake, data.
            boolean known = sent[position] >= 20 && sent[position] <= 23;
            if (!known || (position + 1 < sent.length && sent[position + 1] != 3)) {
                return false;
            }
            if (position + 5 > sent.length) {
                return true;
            }
            position += 5 + ((sent[position + 3] & 0xff) << 8 | (sent[position + 4] & 0xff));
        }
        return true;
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = listening.accept();
            Socket server = new Socket(InetAddress.getLoopbackAddress(), behind);
            ByteArrayOutputStream sent = new ByteArrayOutputStream();
            connections.add(sent);
            daemon(() -> pump(client, server, sent));
            daemon(() -> pump(server, client, OutputStream.nullOutputStream()));
        }
    }

    private static void pump(Socket from, Socket to, OutputStream copy) throws IOException {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            byte[] buffer = new byte[8192];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                copy.write(buffer, 0, read);
                to.getOutputStream().write(buffer, 0, read);
            }
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void daemon(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException e) {
                // Either side was closed.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
