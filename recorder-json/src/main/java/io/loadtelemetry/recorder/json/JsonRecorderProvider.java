package io.loadtelemetry.recorder.json;

import io.loadtelemetry.api.ConfigurationException;
import io.loadtelemetry.api.spi.ConfigKey;
import io.loadtelemetry.api.spi.Recorder;
import io.loadtelemetry.api.spi.RecorderConfig;
import io.loadtelemetry.api.spi.RecorderContext;
import io.loadtelemetry.api.spi.RecorderProvider;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Provides the recorder {@code json}: JSON lines to the standard output or to a file. By default it writes statistics,
 * events and measurements; {@code telemetry.json.requests} adds single requests. Stateless and thread-safe.
 */
public final class JsonRecorderProvider implements RecorderProvider {

    /** What would break the line of a message, or turn its text around. */
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]");

    /** Called by {@link java.util.ServiceLoader}. */
    public JsonRecorderProvider() {}

    @Override
    public String id() {
        return "json";
    }

    @Override
    public List<ConfigKey<?>> keys() {
        return JsonKeys.ALL;
    }

    /**
     * Opens the output.
     *
     * @throws ConfigurationException if the file cannot be used: it is a folder or a link, it holds something else, there
     *     is no permission, another run writes to it
     */
    @Override
    public Recorder create(RecorderContext context) {
        return new JsonRecorder(context, context.config().get(JsonKeys.REQUESTS), output(context));
    }

    private static Output output(RecorderContext context) {
        RecorderConfig config = context.config();
        String template = config.get(JsonKeys.PATH);
        Rotation rotation = Rotation.of(config);
        try {
            Path path = template.equals(PathTemplate.STANDARD_OUTPUT)
                    ? null
                    : PathTemplate.resolve(template, context.run(), context.node());
            if (path != null && !FileOpening.isDevice(path)) {
                return new FileOutput(path, context, rotation);
            }
            if (rotation.rotates()) {
                context.warn("rotation", "telemetry.json.rotate.* has no effect: " + template + " is no file.");
            }
            return path == null ? new StandardOutput(System.out) : new DeviceOutput(path);
        } catch (IllegalArgumentException e) {
            throw failure(template, String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw failure(template, Reasons.of(e), e);
        }
    }

    private static ConfigurationException failure(String path, String reason, Exception cause) {
        return new ConfigurationException(
                "telemetry.json.path=" + UNPRINTABLE.matcher(path).replaceAll("?") + " cannot be used: "
                        + UNPRINTABLE.matcher(reason).replaceAll("?") + "; allowed is "
                        + PathTemplate.STANDARD_OUTPUT
                        + " (the standard output) or the path of a file that can be written,"
                        + " in which {run_id} and {node} are replaced",
                cause);
    }
}
