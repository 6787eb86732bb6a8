package io.loadtelemetry.examples.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The demo as {@code mvn package} leaves it, in a folder of its own in which jars can be dropped in and taken out. */
final class PackagedDemo {

    private static final Path BUILT = Path.of(System.getProperty("demo.home"));

    private final Path home;

    private PackagedDemo(Path home) {
        this.home = home;
    }

    static PackagedDemo in(Path folder) throws IOException {
        PackagedDemo copy = new PackagedDemo(folder.resolve("a demo"));
        Files.createDirectories(copy.lib());
        Files.copy(BUILT.resolve("demo"), copy.script());
        if (!copy.script().toFile().setExecutable(true)) {
            throw new IOException("cannot make it executable: " + copy.script());
        }
        for (Path jar : jars(BUILT.resolve("lib"))) {
            copy.take(jar);
        }
        return copy;
    }

    Path script() {
        return home.resolve("demo");
    }

    Path lib() {
        return home.resolve("lib");
    }

    /** Takes out the jars of one module. */
    void remove(String artifact) throws IOException {
        List<Path> found = jars(lib()).stream()
                .filter(jar -> jar.getFileName().toString().matches(artifact + "-\\d.*\\.jar"))
                .toList();
        if (found.size() != 1) {
            throw new IOException("not one jar of " + artifact + ": " + found);
        }
        Files.delete(found.get(0));
    }

    /** Drops in the jar of one module again. */
    void add(String artifact) throws IOException {
        for (Path jar : jars(BUILT.resolve("lib"))) {
            if (jar.getFileName().toString().startsWith(artifact + "-")) {
                take(jar);
            }
        }
    }

    private void take(Path jar) throws IOException {
        Path link = lib().resolve(jar.getFileName());
        try {
            Files.createLink(link, jar);
        } catch (IOException | UnsupportedOperationException e) {
            // On another file system than the build.
            Files.copy(jar, link);
        }
    }

    private static List<Path> jars(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar")).toList();
        }
    }
}
