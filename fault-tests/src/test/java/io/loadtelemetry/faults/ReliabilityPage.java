package io.loadtelemetry.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Puts what the tests saw into {@code docs/reliability.md}: the table between its marks. */
final class ReliabilityPage {

    private static final Pattern MARK = Pattern.compile("<!-- faults -->\n.*?<!-- end -->", Pattern.DOTALL);

    private ReliabilityPage() {}

    /** Takes the folder of the figures, and the page. */
    public static void main(String[] args) throws IOException {
        Path page = Path.of(args[1]);
        Files.writeString(page, filled(Files.readString(page), Path.of(args[0])));
    }

    static String filled(String page, Path figures) throws IOException {
        StringBuilder table =
                new StringBuilder("<!-- faults -->\n| fault | promise | tested by | seen |\n|---|---|---|---|\n");
        for (Fault fault : Fault.values()) {
            Map<String, String> cases = cases(figures.resolve(fault.name()));
            table.append("| ")
                    .append(fault.text())
                    .append(" | ")
                    .append(fault.promise())
                    .append(" | ");
            table.append(tests(cases)).append(" | ").append(figures(cases));
            table.append(" |\n");
        }
        return MARK.matcher(page).replaceFirst(Matcher.quoteReplacement(table + "<!-- end -->"));
    }

    /** What was seen, by {@code <test class>.<case>}. */
    static Map<String, String> cases(Path folder) throws IOException {
        Map<String, String> cases = new TreeMap<>();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    cases.put(
                            file.getFileName().toString(),
                            Files.readString(file).strip());
                }
            }
        }
        return cases;
    }

    private static String tests(Map<String, String> cases) {
        TreeSet<String> tests = new TreeSet<>();
        cases.keySet().forEach(name -> tests.add('`' + name.substring(0, name.indexOf('.')) + '`'));
        return String.join(", ", tests);
    }

    private static String figures(Map<String, String> cases) {
        return cases.entrySet().stream()
                .map(entry -> entry.getKey().substring(entry.getKey().indexOf('.') + 1) + ": " + entry.getValue())
                .collect(Collectors.joining("<br>"));
    }
}
