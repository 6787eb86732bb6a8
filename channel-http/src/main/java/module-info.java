/** A channel between the workers of a run and their master over plain HTTP or HTTPS; see {@link io.loadtelemetry.channel.http}. */
module io.loadtelemetry.channel.http {
    requires io.loadtelemetry.api;
    requires java.net.http;
    requires jdk.httpserver;
    requires static org.jspecify;

    exports io.loadtelemetry.channel.http;

    provides io.loadtelemetry.api.spi.ChannelProvider with
            io.loadtelemetry.channel.http.HttpChannelProvider;
}
