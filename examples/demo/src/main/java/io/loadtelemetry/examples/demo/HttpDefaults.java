package io.loadtelemetry.examples.demo;

/** What the JDK's HTTP server and client need to be told before they are used first. A user's own setting wins. */
final class HttpDefaults {

    private HttpDefaults() {}

    static void apply() {
        // Else small answers wait for the delayed acknowledgement of the client: 40 ms.
        set("sun.net.httpserver.nodelay", "true");
        // Else the server closes connections beyond 200, and requests on them fail.
        set("sun.net.httpserver.maxIdleConnections", "20000");
        // Less than the 30 s of the server, so that no request goes out on a connection that is being closed.
        set("jdk.httpclient.keepalive.timeout", "20");
    }

    private static void set(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
