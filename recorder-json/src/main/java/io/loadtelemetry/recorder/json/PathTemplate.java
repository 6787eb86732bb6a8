package io.loadtelemetry.recorder.json;

import io.loadtelemetry.api.Node;
import io.loadtelemetry.api.RunIdentity;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes a path of the key {@code path}: {@code {run_id}} and {@code {node}} are replaced. */
final class PathTemplate {

    static final String STANDARD_OUTPUT = "-";

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}/]*)}?");
    private static final Pattern UNSAFE = Pattern.compile("[^A-Za-z0-9._-]|^\\.+$");

    private PathTemplate() {}

    /**
     * Makes the path.
     *
     * @throws IllegalArgumentException if it cannot be the path of a file; the message says why
     */
    static Path resolve(String template, RunIdentity run, Node node) {
        Matcher matcher = PLACEHOLDER.matcher(template);
        StringBuilder path = new StringBuilder();
        while (matcher.find()) {
            String value = switch (matcher.group()) {
                case "{run_id}" -> run.runId();
                case "{node}" -> node.name();
                default -> throw new IllegalArgumentException("there is no placeholder " + matcher.group());
            };
            // A node's name comes from outside: it must not lead into another folder.
            matcher.appendReplacement(
                    path, Matcher.quoteReplacement(UNSAFE.matcher(value).replaceAll("_")));
        }
        matcher.appendTail(path);
        if (path.isEmpty() || path.charAt(path.length() - 1) == '/') {
            throw new IllegalArgumentException("it names a folder");
        }
        try {
            return Path.of(path.toString()).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("it is not a path: " + e.getReason(), e);
        }
    }
}
