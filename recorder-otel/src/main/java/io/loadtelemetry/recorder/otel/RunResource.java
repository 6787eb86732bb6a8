package io.loadtelemetry.recorder.otel;

import io.loadtelemetry.api.Node;
import io.loadtelemetry.api.RunIdentity;
import io.loadtelemetry.api.spi.RecorderContext;
import io.loadtelemetry.api.spi.Texts;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.sdk.resources.Resource;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The OTLP resource: which process of which run this is. */
final class RunResource {

    /** The version of this library. */
    static final String VERSION = version();

    private static final String RUN_ID = "loadtest.run.id";
    private static final String TEST_PLAN = "loadtest.test_plan";
    private static final String OURS = "loadtest.";
    private static final int MAX_KEY = 255;
    private static final Pattern NOT_ASCII = Pattern.compile("[^\\x20-\\x7e]");

    private RunResource() {}

    /** What every metric point carries too, because many backends keep resource attributes apart from the series. */
    static Attributes runAttributes(RunIdentity run) {
        return Attributes.builder()
                .put(RUN_ID, run.runId())
                .put(TEST_PLAN, run.testPlan())
                .build();
    }

    /**
     * The resource.
     *
     * @param context knows the run and the node
     * @param standard what the user's {@code OTEL_*} variables say; it wins over all but the identity of the run
     */
    static Resource of(RecorderContext context, Map<String, String> standard) {
        RunIdentity run = context.run();
        Node node = context.node();
        AttributesBuilder attributes = Attributes.builder()
                .put("service.name", "load-telemetry")
                .put("service.instance.id", node.instanceId())
                .put("process.pid", ProcessHandle.current().pid());
        if (!standard.containsKey("service.name")) {
            // Our version would be wrong beside somebody else's name.
            attributes.put("service.version", VERSION);
        }
        String host = hostName();
        if (host != null) {
            attributes.put("host.name", host);
        }
        standard.forEach((name, value) -> {
            if (!name.startsWith(OURS)) {
                attributes.put(name, value);
            }
        });
        attributes.putAll(runAttributes(run));
        attributes.put("loadtest.node.name", node.name());
        attributes.put("loadtest.node.role", node.role().wireName());
        run.labels().forEach((name, value) -> attributes.put(key("loadtest.label." + name), value));
        return Resource.getDefault().merge(Resource.create(attributes.build()));
    }

    /** A label as the SDK takes it: the keys of a resource are ASCII, and one that is not would end the recorder. */
    private static String key(String name) {
        return NOT_ASCII.matcher(Texts.cut(name, MAX_KEY)).replaceAll("_");
    }

    private static @Nullable String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return null;
        }
    }

    private static String version() {
        try (InputStream in = RunResource.class.getResourceAsStream("version.txt")) {
            return in == null ? "unknown" : new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            return "unknown";
        }
    }
}
