package io.loadtelemetry.fuzz;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The inputs kept for ever: seeds, and what was found once. */
final class Corpus {

    private Corpus() {}

    static Path folder(FuzzTarget target) {
        String name = "/corpus/" + target.type().getSimpleName();
        URL url = Corpus.class.getResource(name);
        if (url == null) {
            throw new IllegalStateException("there is no " + name);
        }
        try {
            return Path.of(url.toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    static List<Path> files(FuzzTarget target) throws IOException {
        try (Stream<Path> files = Files.list(folder(target))) {
            return files.sorted().toList();
        }
    }
}
