package io.loadtelemetry.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loadtelemetry.api.ConfigurationException;
import io.loadtelemetry.api.Telemetry;
import io.loadtelemetry.api.spi.RecorderProvider;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With real jars, compiled here, some of them broken. */
class DiscoveryTest {

    private static final String SERVICES = "META-INF/services/" + RecorderProvider.class.getName();

    @TempDir
    Path folder;

    private final List<URL> jars = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private final List<URLClassLoader> loaders = new ArrayList<>();

    @AfterEach
    void close() throws IOException {
        for (URLClassLoader loader : loaders) {
            loader.close();
        }
    }

    private static String provider(String name, String id, String body) {
        return "public class " + name + " implements io.loadtelemetry.api.spi.RecorderProvider {" + body
                + " public String id() { return " + id + "; }"
                + " public io.loadtelemetry.api.spi.Recorder create(io.loadtelemetry.api.spi.RecorderContext c) {"
                + " return event -> {}; } }";
    }

    /** A jar with the given services file and classes; a class named in {@code without} is compiled and left out. */
    private void jar(String name, String services, Map<String, String> sources, String... without) throws IOException {
        Path classes = Files.createDirectories(folder.resolve(name));
        List<String> arguments =
                new ArrayList<>(List.of("-cp", System.getProperty("java.class.path"), "-d", classes.toString()));
        for (Map.Entry<String, String> source : sources.entrySet()) {
            Path file = classes.resolve(source.getKey() + ".java");
            Files.writeString(file, source.getValue());
            arguments.add(file.toString());
        }
        if (!sources.isEmpty()) {
            assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(new String[0])))
                    .isZero();
        }
        Path jar = folder.resolve(name + ".jar");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file);
                Stream<Path> files = Files.list(classes)) {
            out.putNextEntry(new JarEntry(SERVICES));
            out.write(services.getBytes(StandardCharsets.UTF_8));
            for (Path each :
                    files.filter(path -> path.toString().endsWith(".class")).toList()) {
                String entry = each.getFileName().toString();
                if (!List.of(without).contains(entry.replace(".class", ""))) {
                    out.putNextEntry(new JarEntry(entry));
                    out.write(Files.readAllBytes(each));
                }
            }
        }
        jars.add(jar.toUri().toURL());
    }

    private void healthy(String name) throws IOException {
        jar(name, name, Map.of(name, provider(name, "\"" + name.toLowerCase(java.util.Locale.ROOT) + "\"", "")));
    }

    private Discovery.Found<RecorderProvider> find(RecorderProvider... given) {
        return Discovery.find(RecorderProvider.class, loader(), List.of(given), warnings::add);
    }

    private URLClassLoader loader() {
        URLClassLoader loader =
                new URLClassLoader(jars.toArray(new URL[0]), getClass().getClassLoader());
        loaders.add(loader);
        return loader;
    }

    private static Configuration selecting(Discovery.Found<RecorderProvider> found, String ids) {
        return Configuration.resolve(
                Map.of("telemetry.recorders", ids), Map.of(), Map.of(), found.providers(), List.of());
    }

    @Test
    void findsAllRecordersInTheOrderOfTheirIds() throws IOException {
        healthy("Second");
        healthy("First");

        assertThat(find(new ListRecorder("given")).byId().keySet()).containsExactly("first", "given", "second");
        assertThat(warnings).isEmpty();
    }

    @Test
    void brokenProvidersAreToldOfOnceAndTheOthersAreFound() throws IOException {
        healthy("First");
        jar("syntax", "this is = no class name", Map.of());
        jar("absent", "NoSuchClass", Map.of());
        jar(
                "abstract",
                "Abstract",
                Map.of("Abstract", provider("Abstract", "\"x\"", "").replace("public class", "public abstract class")));
        jar("private", "Private", Map.of("Private", provider("Private", "\"x\"", "private Private() {}")));
        jar(
                "throwing",
                "Throwing",
                Map.of(
                        "Throwing",
                        provider(
                                "Throwing",
                                "\"x\"",
                                "public Throwing() { throw new IllegalStateException(\"boom\"); }")));
        jar(
                "orphan",
                "Orphan",
                Map.of(
                        "Orphan",
                        provider("Orphan", "\"x\"", "").replace("implements", "extends Parent implements"),
                        "Parent",
                        "public class Parent {}"),
                "Parent");
        jar("stranger", "Stranger", Map.of("Stranger", "public class Stranger {}"));
        jar(
                "silent",
                "Silent",
                Map.of(
                        "Silent",
                        provider(
                                "Silent",
                                "fail()",
                                "String fail() { throw new Error2(); } static class Error2 extends NoClassDefFoundError {}")));
        healthy("Last");

        Discovery.Found<RecorderProvider> found = find();

        assertThat(found.byId().keySet()).containsExactly("first", "last");
        assertThat(warnings).hasSize(8).allMatch(warning -> warning.contains("is left out"));
        assertThat(warnings).allMatch(warning -> warning.lines().count() == 1);
        assertThat(warnings.toString())
                .contains("NoSuchClass", "Abstract", "Private", "Throwing", "Stranger", "Silent", "syntax.jar")
                .contains("Orphan: java.lang.NoClassDefFoundError: Parent")
                .contains("java.lang.IllegalStateException at Throwing.<init>")
                .as("what a provider throws may carry a credential")
                .doesNotContain("boom");
    }

    @Test
    void badIdsAreLeftOutWithWhatIsAllowed() throws IOException {
        jar("bad", "Bad", Map.of("Bad", provider("Bad", "\"Not An Id\"", "")));
        jar("taken", "Taken", Map.of("Taken", provider("Taken", "\"statistics\"", "")));
        jar("nothing", "Nothing", Map.of("Nothing", provider("Nothing", "null", "")));

        assertThat(find().byId()).isEmpty();
        assertThat(warnings).hasSize(3).allMatch(warning -> warning.contains("allowed is [a-z][a-z0-9-]{0,31}"));
        assertThat(warnings.get(0)).contains("Bad (bad.jar) has the id \"Not An Id\"");
    }

    @Test
    void twoRecordersWithOneIdAreAnErrorThatNamesBoth() throws IOException {
        jar("one", "One", Map.of("One", provider("One", "\"same\"", "")));
        jar("two", "Two", Map.of("Two", provider("Two", "\"same\"", "")));

        assertThatThrownBy(this::find)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("two recorders have the id same: One (one.jar) and Two (two.jar)");
    }

    @Test
    void oneClassFoundTwiceIsOneRecorderAndTheGivenOneWins() {
        ListRecorder first = new ListRecorder("list");

        assertThat(find(first, new ListRecorder("list")).providers()).containsExactly(first);
    }

    @Test
    void selectionTakesTheNamedOnes() throws IOException {
        healthy("First");
        healthy("Second");
        Discovery.Found<RecorderProvider> found = find();

        assertThat(Discovery.select(found, selecting(found, "second")))
                .extracting(RecorderProvider::id)
                .containsExactly("second");
        assertThat(Discovery.select(found, selecting(found, "none"))).isEmpty();
        assertThat(Discovery.select(
                        found, Configuration.resolve(Map.of(), Map.of(), Map.of(), found.providers(), List.of())))
                .hasSize(2);
    }

    @Test
    void aSelectedRecorderThatIsNotThereIsAnErrorWithWhatMayBeTheCause() throws IOException {
        healthy("First");
        jar("absent", "NoSuchClass", Map.of());
        Discovery.Found<RecorderProvider> found = find();

        assertThatThrownBy(() -> Discovery.select(found, selecting(found, "frist")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("there is no recorder \"frist\"; the nearest is first; found are first")
                .hasMessageContaining("NoSuchClass");
    }

    @Test
    void aLoaderThatDoesNotKnowTheApiIsNotUsed() {
        try (URLClassLoader stranger = new URLClassLoader(new URL[0], ClassLoader.getPlatformClassLoader())) {
            assertThat(Discovery.find(RecorderProvider.class, stranger, List.of(), warnings::add)
                            .byId())
                    .isEmpty();
            assertThat(Discovery.find(RecorderProvider.class, null, List.of(), warnings::add)
                            .byId())
                    .isEmpty();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void recordersAreFoundByTheContextClassLoaderOfTheThreadThatStarts() throws IOException {
        healthy("First");
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader());
        try (Telemetry telemetry = Telemetry.builder("plan").start()) {
            assertThat(telemetry.accounting().recorder("first")).isPresent();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Test
    void aRecorderThatCannotBeCreatedIsLeftOutUnlessItWasSelected() {
        ListRecorder healthy = new ListRecorder("healthy");
        RecorderProvider broken = new ListRecorder("broken") {
            @Override
            public io.loadtelemetry.api.spi.Recorder create(io.loadtelemetry.api.spi.RecorderContext context) {
                throw new NoClassDefFoundError("missing");
            }
        };
        try (Telemetry telemetry =
                Telemetry.builder("plan").recorder(healthy).recorder(broken).start()) {
            assertThat(telemetry.accounting().recorder("healthy")).isPresent();
            assertThat(telemetry.accounting().recorder("broken")).isEmpty();
        }
        assertThatThrownBy(() -> Telemetry.builder("plan")
                        .recorder(healthy)
                        .recorder(broken)
                        .set("telemetry.recorders", "broken,healthy")
                        .start())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("recorder broken cannot be created")
                .as("what a recorder throws may carry a credential")
                .hasNoCause();
    }

    @Test
    void whatARecorderSaysOfItsConfigurationIsOneLine() {
        RecorderProvider wrong = new ListRecorder("wrong") {
            @Override
            public io.loadtelemetry.api.spi.Recorder create(io.loadtelemetry.api.spi.RecorderContext context) {
                throw new ConfigurationException("the path a\nb\u2028c is wrong");
            }
        };
        assertThatThrownBy(() -> Telemetry.builder("plan").recorder(wrong).start())
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("the path a\\u000ab\\u2028c is wrong");
    }

    @Test
    void aRecorderThatFailsAfterItWasCreatedIsClosed() {
        java.util.concurrent.atomic.AtomicInteger closed = new java.util.concurrent.atomic.AtomicInteger();
        RecorderProvider broken = new ListRecorder("broken") {
            @Override
            public io.loadtelemetry.api.spi.Recorder create(io.loadtelemetry.api.spi.RecorderContext context) {
                return new io.loadtelemetry.api.spi.Recorder() {
                    @Override
                    public boolean wantsRequests() {
                        throw new IllegalStateException();
                    }

                    @Override
                    public void record(io.loadtelemetry.api.event.TelemetryEvent event) {}

                    @Override
                    public void close() {
                        closed.incrementAndGet();
                    }
                };
            }
        };
        Telemetry.builder("plan").recorder(broken).start().close();
        assertThat(closed).hasValue(1);
    }

    @Test
    void aRunWithoutATestPlanDoesNotStart() {
        assertThatThrownBy(() -> Telemetry.builder().start())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("telemetry.test.plan");
        assertThatThrownBy(() -> Telemetry.builder(" ").start()).isInstanceOf(ConfigurationException.class);
        try (Telemetry telemetry =
                Telemetry.builder().set("telemetry.test.plan", "by key").start()) {
            assertThat(telemetry.run().testPlan()).isEqualTo("by key");
        }
    }
}
