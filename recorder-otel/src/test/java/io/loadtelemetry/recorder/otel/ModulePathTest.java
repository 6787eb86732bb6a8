package io.loadtelemetry.recorder.otel;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadtelemetry.testkit.OtlpReceiver;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The recorder as a named module. */
@Timeout(60)
class ModulePathTest {

    private static final String MODULE = "io.loadtelemetry.recorder.otel";

    @Test
    void exportsFromTheModulePath() throws Exception {
        String tests = ChildJvm.classpath(path -> path.endsWith("test-classes"));
        try (OtlpReceiver receiver = OtlpReceiver.start()) {
            ChildJvm.Result result = ChildJvm.run(
                    Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.endpoint()),
                    List.of(
                            "-p",
                            ChildJvm.classpath(path -> !path.endsWith("test-classes")
                                    && !path.toString()
                                            .matches(".*(okhttp|okio|kotlin|grpc|guava|listenablefuture).*")),
                            "--patch-module",
                            MODULE + "=" + tests,
                            "--add-modules",
                            "io.loadtelemetry.testkit",
                            "--add-reads",
                            MODULE + "=io.loadtelemetry.testkit",
                            "-m",
                            MODULE + "/" + ChildMain.class.getName()));
            assertThat(result.exit()).as(result.output()).isZero();
            assertThat(receiver.count("loadtest.request.duration", Map.of())).isEqualTo(ChildMain.REQUESTS);
        }
    }
}
