package io.loadtelemetry.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Puts the committed figures into the pages of {@code docs}: tables between their marks, and the plots beside them. */
public final class Page {

    /** The command of a table, what is there now, and the end. */
    private static final Pattern MARK = Pattern.compile("<!-- figures: ([^>]*?) -->\n.*?<!-- end -->", Pattern.DOTALL);

    /** The pages with figures. */
    static final List<String> PAGES = List.of("performance.md", "scale.md");

    private final Map<String, Map<String, Figures>> byJdk;

    private Page(Map<String, Map<String, Figures>> byJdk) {
        this.byJdk = byJdk;
    }

    /**
     * Writes the page anew.
     *
     * @param args the folder of the figures, with a folder for each JDK, and the folder of the pages
     * @throws IOException if anything cannot be read or written
     */
    public static void main(String[] args) throws IOException {
        System.setProperty("java.awt.headless", "true");
        Map<String, Map<String, Figures>> figures = read(Path.of(args[0]));
        Path docs = Path.of(args[1]);
        for (String name : PAGES) {
            Path page = docs.resolve(name);
            Files.writeString(page, filled(Files.readString(page), figures));
        }
        Plots.draw(figures, docs.resolve("performance"));
    }

    /** The figures of every section by JDK. */
    static Map<String, Map<String, Figures>> read(Path folder) throws IOException {
        Map<String, Map<String, Figures>> figures = new TreeMap<>();
        try (var files = Files.walk(folder)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".json"))
                    .sorted()
                    .toList()) {
                String jdk = file.getParent().getFileName().toString();
                String section = file.getFileName().toString().replace(".json", "");
                figures.computeIfAbsent(jdk, key -> new TreeMap<>()).put(section, Figures.read(file));
            }
        }
        return figures;
    }

    static String filled(String page, Map<String, Map<String, Figures>> figures) {
        Page tables = new Page(figures);
        return MARK.matcher(page)
                .replaceAll(mark -> Matcher.quoteReplacement(
                        "<!-- figures: " + mark.group(1) + " -->\n" + tables.table(mark.group(1)) + "<!-- end -->"));
    }

    /**
     * A table by its command: {@code setting}, or the section, then {@code name=value} for what to leave out, {@code
     * measure} for one column each measure, or {@code by=<param>} with one measure. A cell has the median of each JDK.
     */
    private String table(String command) {
        String[] words = command.split(" ");
        if (words[0].equals("setting")) {
            return setting();
        }
        Map<String, String> options = new LinkedHashMap<>();
        for (int i = 1; i < words.length; i++) {
            int equals = words[i].indexOf('=');
            options.put(words[i].substring(0, equals), words[i].substring(equals + 1));
        }
        String by = options.remove("by");
        String measures = options.remove("measures");
        String hide = options.remove("hide");
        Set<String> wanted = measures == null ? Set.of() : Set.of(measures.split(","));
        Set<String> hidden = hide == null ? Set.of() : Set.of(hide.split(","));
        Set<String> columns = new LinkedHashSet<>();
        Map<String, Map<String, StringBuilder>> rows = new LinkedHashMap<>();
        Function<Figures.Figure, String> column =
                by == null ? f -> f.measure() + ", " + f.unit() : f -> by + " " + f.param(by);
        byJdk.forEach((jdk, sections) -> {
            Figures figures = sections.get(words[0]);
            if (figures == null) {
                return;
            }
            for (Figures.Figure figure : figures.all()) {
                if (!wanted.isEmpty() && !wanted.contains(figure.measure()) || !matches(figure, options)) {
                    continue;
                }
                columns.add(column.apply(figure));
                StringBuilder cell = rows.computeIfAbsent(row(figure, by, hidden), key -> new LinkedHashMap<>())
                        .computeIfAbsent(column.apply(figure), key -> new StringBuilder());
                cell.append(cell.length() == 0 ? "" : " / ").append(Table.number(figure.median()));
            }
        });
        StringBuilder table = new StringBuilder("| |");
        columns.forEach(name -> table.append(' ').append(name).append(" |"));
        table.append("\n|---|").append("---:|".repeat(columns.size())).append('\n');
        rows.forEach((name, cells) -> {
            table.append("| ").append(name).append(" |");
            columns.forEach(key -> table.append(' ')
                    .append(cells.getOrDefault(key, new StringBuilder("–")))
                    .append(" |"));
            table.append('\n');
        });
        return table.toString();
    }

    private static boolean matches(Figures.Figure figure, Map<String, String> options) {
        return options.entrySet().stream()
                .allMatch(option -> option.getKey().equals("subject")
                        ? figure.subject().equals(option.getValue())
                        : figure.param(option.getKey()).equals(option.getValue()));
    }

    private static String row(Figures.Figure figure, String by, Set<String> hidden) {
        String params = figure.params().entrySet().stream()
                .filter(param -> !param.getKey().equals(by) && !hidden.contains(param.getKey()))
                .map(param -> param.getKey() + " " + param.getValue())
                .collect(Collectors.joining(", "));
        return params.isEmpty() ? figure.subject() : figure.subject() + ", " + params;
    }

    private String setting() {
        StringBuilder text = new StringBuilder("| | |\n|---|---|\n");
        Map<String, Set<String>> values = new LinkedHashMap<>();
        byJdk.values()
                .forEach(sections -> sections.values()
                        .forEach(figures -> figures.setting.forEach((name, value) -> {
                            if (!name.equals("section") && !name.equals("command")) {
                                values.computeIfAbsent(name, key -> new LinkedHashSet<>())
                                        .add(value);
                            }
                        })));
        values.forEach((name, all) -> text.append("| ")
                .append(name)
                .append(" | ")
                .append(all.stream().allMatch(value -> value.matches("\\d+ .*")) ? range(all) : String.join("; ", all))
                .append(" |\n"));
        return text.toString();
    }

    /** Of texts that begin with a number and go on alike: from the least to the greatest. */
    private static String range(Set<String> texts) {
        TreeMap<Long, String> sorted = new TreeMap<>();
        for (String text : texts) {
            int space = text.indexOf(' ');
            sorted.put(Long.parseLong(text.substring(0, space)), text.substring(space));
        }
        return sorted.firstKey() + " to " + sorted.lastKey()
                + sorted.lastEntry().getValue();
    }
}
