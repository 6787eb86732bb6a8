package io.loadtelemetry.benchmarks.overhead;

import io.loadtelemetry.api.Endpoint;
import io.loadtelemetry.api.IterationRecorder;
import io.loadtelemetry.api.RequestRecorder;
import io.loadtelemetry.api.StopReason;
import io.loadtelemetry.api.Telemetry;
import java.io.IOException;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.core.async.AsyncLoggerContext;
import org.apache.logging.log4j.core.config.builder.api.AppenderComponentBuilder;
import org.apache.logging.log4j.core.config.builder.api.ConfigurationBuilder;
import org.apache.logging.log4j.core.config.builder.api.ConfigurationBuilderFactory;
import org.apache.logging.log4j.core.config.builder.impl.BuiltConfiguration;

/**
 * A JSON line per request by Log4j: all loggers asynchronous, the fields as parameters of the message, which are neither
 * formatted nor copied into a map on the load thread, and a file that is flushed at the end of a batch.
 */
final class Log4jSubject extends BareTelemetry implements Subject {

    private static final String TEMPLATE = "{\"time\":{\"$resolver\":\"timestamp\"},"
            + parameter("method", 0) + ',' + parameter("name", 1) + ',' + parameter("scenario", 2) + ','
            + parameter("status", 3) + ',' + parameter("error", 4) + ',' + parameter("start", 5) + ','
            + parameter("duration", 6) + ',' + parameter("sent", 7) + ',' + parameter("received", 8) + '}';

    private final Scratch scratch = new Scratch();
    private final AsyncLoggerContext context = new AsyncLoggerContext("overhead");
    private final Logger logger;

    Log4jSubject() throws IOException {
        ConfigurationBuilder<BuiltConfiguration> builder = ConfigurationBuilderFactory.newConfigurationBuilder();
        builder.setStatusLevel(Level.ERROR);
        AppenderComponentBuilder file = builder.newAppender("file", "RandomAccessFile")
                .addAttribute("fileName", scratch.file().toString())
                .addAttribute("immediateFlush", false)
                .add(builder.newLayout("JsonTemplateLayout").addAttribute("eventTemplate", TEMPLATE));
        builder.add(file);
        builder.add(builder.newRootLogger(Level.INFO).add(builder.newAppenderRef("file")));
        context.start(builder.build());
        logger = context.getLogger("overhead");
    }

    private static String parameter(String name, int index) {
        return "\"" + name + "\":{\"$resolver\":\"messageParameter\",\"stringified\":false,\"index\":" + index + '}';
    }

    @Override
    public RequestRecorder request(Endpoint endpoint) {
        return new Lines(logger, endpoint);
    }

    private record Lines(Logger logger, Endpoint endpoint) implements RequestRecorder {
        @Override
        public void record(
                long intendedStart,
                long start,
                long end,
                int statusCode,
                String errorType,
                long bytesSent,
                long bytesReceived) {
            logger.info(
                    "{} {} {} {} {} {} {} {} {}",
                    endpoint.method(),
                    endpoint.name(),
                    endpoint.scenario(),
                    statusCode,
                    errorType,
                    start,
                    end - start,
                    bytesSent,
                    bytesReceived);
        }
    }

    @Override
    public IterationRecorder iteration(String scenario) {
        return (start, end) ->
                logger.info("{} {} {} {} {} {} {} {} {}", "", "", scenario, 0, null, start, end - start, 0, 0);
    }

    @Override
    public Telemetry telemetry() {
        return this;
    }

    @Override
    public void stop(StopReason reason) {
        context.close();
    }

    @Override
    public void end(long requests) throws IOException {
        close();
        scratch.end(requests);
    }
}
