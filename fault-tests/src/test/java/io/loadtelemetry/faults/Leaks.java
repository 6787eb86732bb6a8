package io.loadtelemetry.faults;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a process holds. */
final class Leaks {

    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

    private Leaks() {}

    /** The threads of this library and of what it uses; those of the JVM and of the test come and go. */
    static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(thread -> thread.getName() + '#' + thread.getId())
                .filter(name -> name.matches("(?i)(telemetry|opentelemetry|okhttp|httpclient|jna|oshi|pool-).*"))
                .toList();
    }

    /** The open files of the process with their numbers, where the system tells. */
    static List<String> openFiles() throws IOException {
        List<String> open = new ArrayList<>();
        if (!Files.isDirectory(DESCRIPTORS)) {
            return open;
        }
        try (DirectoryStream<Path> links = Files.newDirectoryStream(DESCRIPTORS)) {
            for (Path link : links) {
                try {
                    String target = Files.readSymbolicLink(link).toString();
                    // Jars stay open as long as their loader does; the JVM itself looks into the others.
                    if (!target.endsWith(".jar") && !target.matches("/(proc|sys|dev)/.*")) {
                        open.add(link.getFileName() + " " + target);
                    }
                } catch (IOException closed) {
                    // Between the listing and the look.
                }
            }
        }
        return open;
    }
}
