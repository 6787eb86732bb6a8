package io.loadtelemetry.recorder.json;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The files set aside of one path, told by their names: {@code run.jsonl} becomes {@code
 * run-20261123T061714Z-0001.jsonl}, then {@code .gz} where they are compressed.
 */
final class RotatedFiles {

    static final String GZIPPED = ".gz";

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final Path folder;
    private final String base;
    private final String extension;
    private final Pattern pattern;
    private long sequence;

    RotatedFiles(Path path) {
        String name = String.valueOf(path.getFileName());
        int dot = name.lastIndexOf('.');
        base = dot > 0 ? name.substring(0, dot) : name;
        extension = dot > 0 ? name.substring(dot) : "";
        folder = path.resolveSibling("");
        pattern = Pattern.compile(Pattern.quote(base) + "-(\\d{8}T\\d{6}Z)-(\\d{4,18})" + Pattern.quote(extension) + "("
                + Pattern.quote(GZIPPED) + ")?");
    }

    /** A name that is not taken. */
    Path next(long nanos) {
        String stamp = STAMP.format(Instant.ofEpochSecond(0, nanos));
        Path free;
        do {
            sequence++;
            String name = base + '-' + stamp + '-' + String.format(Locale.ROOT, "%04d", sequence) + extension;
            free = folder.resolve(name);
        } while (Files.exists(free, LinkOption.NOFOLLOW_LINKS)
                || Files.exists(free.resolveSibling(free.getFileName() + GZIPPED), LinkOption.NOFOLLOW_LINKS));
        return free;
    }

    /** All that are there, the oldest first. */
    List<Path> list() throws IOException {
        List<Rotated> found = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Matcher matcher = pattern.matcher(String.valueOf(file.getFileName()));
                if (matcher.matches() && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                    found.add(new Rotated(file, matcher.group(1), Long.parseLong(matcher.group(2))));
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        found.sort(Comparator.comparing(Rotated::stamp).thenComparingLong(Rotated::sequence));
        return found.stream().map(Rotated::path).toList();
    }

    private record Rotated(Path path, String stamp, long sequence) {}
}
