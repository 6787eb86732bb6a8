package io.loadtelemetry.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadtelemetry.api.spi.RecorderProvider;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** Makes a jar with a recorder in it, as somebody drops it on the class path: compiled here, then broken. */
final class RecorderJar {

    private static final String SERVICES = "META-INF/services/" + RecorderProvider.class.getName();

    private RecorderJar() {}

    /**
     * A provider whose class is named after its jar.
     *
     * @param id an expression
     * @param members of the provider
     * @param recorder members of the recorder, which counts nothing and keeps nothing
     */
    static String source(String name, String id, String members, String recorder) {
        return "public class " + name + " implements io.loadtelemetry.api.spi.RecorderProvider {" + members
                + " public String id() { return " + id + "; }"
                + " public io.loadtelemetry.api.spi.Recorder create(io.loadtelemetry.api.spi.RecorderContext c) {"
                + " return new io.loadtelemetry.api.spi.Recorder() {"
                + " public void record(io.loadtelemetry.api.event.TelemetryEvent e) {}" + recorder + " }; } }";
    }

    /** The jar {@code name.jar}, without the class {@code Missing} that may be in the source. */
    static Path make(Path folder, String name, String services, String source) throws IOException {
        Path classes = Files.createDirectories(folder.resolve(name));
        if (!source.isEmpty()) {
            Path file = Files.writeString(classes.resolve(name + ".java"), source);
            ByteArrayOutputStream said = new ByteArrayOutputStream();
            assertThat(ToolProvider.getSystemJavaCompiler()
                            .run(
                                    null,
                                    said,
                                    said,
                                    "-proc:none",
                                    "-cp",
                                    System.getProperty("java.class.path"),
                                    "-d",
                                    classes.toString(),
                                    file.toString()))
                    .as(said.toString(StandardCharsets.UTF_8))
                    .isZero();
        }
        Path jar = folder.resolve(name + ".jar");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file)) {
            out.putNextEntry(new JarEntry(SERVICES));
            out.write(services.getBytes(StandardCharsets.UTF_8));
            for (Path each : classFiles(classes)) {
                out.putNextEntry(new JarEntry(each.getFileName().toString()));
                out.write(Files.readAllBytes(each));
            }
        }
        return jar;
    }

    private static List<Path> classFiles(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> found = new ArrayList<>(
                    files.filter(file -> file.toString().endsWith(".class")).toList());
            found.removeIf(file -> file.endsWith("Missing.class"));
            return found;
        }
    }
}
