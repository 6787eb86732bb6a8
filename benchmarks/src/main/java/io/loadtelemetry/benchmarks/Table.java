package io.loadtelemetry.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Figures as a terminal shows them: one row for each thing measured, its median and the range of the rounds. */
final class Table {

    private Table() {}

    static String of(Figures figures) {
        List<String[]> rows = new ArrayList<>();
        rows.add(new String[] {"subject", "with", "measure", "median", "from", "to", "unit"});
        for (Figures.Figure figure : figures.all()) {
            rows.add(new String[] {
                figure.subject(),
                figure.params().entrySet().stream()
                        .map(param -> param.getKey() + "=" + param.getValue())
                        .collect(Collectors.joining(" ")),
                figure.measure(),
                number(figure.median()),
                number(figure.values().stream().mapToDouble(v -> v).min().orElse(Double.NaN)),
                number(figure.values().stream().mapToDouble(v -> v).max().orElse(Double.NaN)),
                figure.unit()
            });
        }
        Map<Integer, Integer> widths = new LinkedHashMap<>();
        for (String[] row : rows) {
            for (int i = 0; i < row.length; i++) {
                widths.merge(i, row[i].length(), Math::max);
            }
        }
        StringBuilder text = new StringBuilder("\n");
        figures.setting.forEach(
                (name, value) -> text.append(name).append(": ").append(value).append('\n'));
        for (String[] row : rows) {
            for (int i = 0; i < row.length; i++) {
                boolean isNumber = i >= 3 && i <= 5;
                int width = widths.getOrDefault(i, 1);
                text.append(String.format(Locale.ROOT, "%" + (isNumber ? "" : "-") + width + "s  ", row[i]));
            }
            text.append('\n');
        }
        return text.toString();
    }

    /** Three digits that count, never in powers of ten. */
    static String number(double value) {
        double magnitude = Math.abs(value);
        int decimals = magnitude == 0 || magnitude >= 100 ? 0 : magnitude >= 10 ? 1 : magnitude >= 1 ? 2 : 3;
        return String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }
}
