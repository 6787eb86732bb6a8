package io.loadtelemetry.channel.http;

import io.loadtelemetry.api.ConfigurationException;
import io.loadtelemetry.api.MergeResult;
import io.loadtelemetry.api.RunIdentity;
import io.loadtelemetry.api.spi.ChannelProvider;
import io.loadtelemetry.api.spi.ConfigKey;
import io.loadtelemetry.api.spi.MasterChannel;
import io.loadtelemetry.api.spi.RecorderConfig;
import io.loadtelemetry.api.spi.WorkerChannel;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;

/** Makes the channel {@code http} known. Public for the service loader. */
public final class HttpChannelProvider implements ChannelProvider {

    /** For the service loader. */
    public HttpChannelProvider() {}

    @Override
    public String id() {
        return "http";
    }

    @Override
    public List<ConfigKey<?>> keys() {
        return HttpKeys.ALL;
    }

    @Override
    public MasterChannel listen(RecorderConfig config, RunIdentity run, Function<byte[], MergeResult> master)
            throws IOException {
        return HttpMaster.listen(config, token(config), run, master);
    }

    @Override
    public WorkerChannel connect(RecorderConfig config) {
        return new HttpWorker(config, token(config));
    }

    private static Token token(RecorderConfig config) {
        return config.find(HttpKeys.TOKEN)
                .orElseThrow(
                        () -> new ConfigurationException("telemetry.http.token is missing: the channel http needs a"
                                + " secret of " + HttpKeys.TOKEN.allowed() + ", the same on master and workers"));
    }
}
