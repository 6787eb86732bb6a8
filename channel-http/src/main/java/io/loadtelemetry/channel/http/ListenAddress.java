package io.loadtelemetry.channel.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/** Where a master listens. The host is looked up when it begins to. */
record ListenAddress(String host, int port) {

    private static final int MOST_PORT = 65_535;

    static ListenAddress parse(String text) {
        int colon = text.lastIndexOf(':');
        String host = text.substring(0, colon);
        int port = Integer.parseInt(text.substring(colon + 1));
        // Lets URI decide what a host is.
        boolean host6 = host.startsWith("[") && host.endsWith("]");
        if (port < 0
                || port > MOST_PORT
                || URI.create("http://" + host + ":" + port).getHost() == null) {
            throw new IllegalArgumentException(text);
        }
        return new ListenAddress(host6 ? host.substring(1, host.length() - 1) : host, port);
    }

    /** The address, or null where the host is not known. */
    @Nullable
    InetSocketAddress resolve() {
        InetSocketAddress address = new InetSocketAddress(host, port);
        return address.isUnresolved() ? null : address;
    }

    /** The host by which others on the network reach the address. */
    static String reachable(InetAddress address) {
        String host = address.getHostAddress();
        if (address.isAnyLocalAddress()) {
            try {
                host = InetAddress.getLocalHost().getHostName();
            } catch (UnknownHostException e) {
                host = "localhost";
            }
        }
        return host.indexOf(':') < 0 ? host : "[" + host + "]";
    }

    @Override
    public String toString() {
        return host + ':' + port;
    }
}
