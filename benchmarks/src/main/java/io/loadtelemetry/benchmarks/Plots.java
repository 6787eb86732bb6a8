package io.loadtelemetry.benchmarks;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler;

/** Draws the curves of {@code docs/performance.md} from the figures of one JDK. */
final class Plots {

    private static final int DPI = 120;
    private static final double TALL = 30;

    private Plots() {}

    static void draw(Map<String, Map<String, Figures>> byJdk, Path folder) throws IOException {
        Files.createDirectories(folder);
        for (Map.Entry<String, Map<String, Figures>> entry : byJdk.entrySet()) {
            String jdk = entry.getKey();
            Map<String, Figures> sections = entry.getValue();
            curves(
                    sections.get("publish"),
                    "Publishing a request, JDK " + jdk,
                    "threads",
                    "CPU time of the load thread, ns",
                    "threads",
                    "mean",
                    figure -> true,
                    Figures.Figure::subject,
                    folder.resolve("publish-" + jdk + ".png"));
            curves(
                    sections.get("delivery"),
                    "All recorders, JDK " + jdk,
                    "requests per second",
                    "CPU of the process, load threads included, cores",
                    "rate",
                    "cpu",
                    figure -> figure.param("endpoints").equals("64")
                            && figure.param("recorders").equals("json,otel,system"),
                    figure -> "64 endpoints",
                    folder.resolve("rate-" + jdk + ".png"));
            curves(
                    sections.get("delivery"),
                    "1,000,000 requests per second, JDK " + jdk,
                    "endpoints",
                    "CPU of the process, load threads included, cores",
                    "endpoints",
                    "cpu",
                    figure -> figure.param("rate").equals("1000000")
                            && figure.param("recorders").equals("json,otel,system"),
                    figure -> "all recorders",
                    folder.resolve("endpoints-" + jdk + ".png"));
        }
    }

    private static void curves(
            Figures figures,
            String title,
            String xTitle,
            String yTitle,
            String param,
            String measure,
            Predicate<Figures.Figure> which,
            Function<Figures.Figure, String> name,
            Path file)
            throws IOException {
        if (figures == null) {
            return;
        }
        Map<String, Map<Double, Double>> curves = new LinkedHashMap<>();
        figures.find(measure, which)
                .forEach(figure -> curves.computeIfAbsent(name.apply(figure), key -> new TreeMap<>())
                        .put(Double.parseDouble(figure.param(param)), figure.median()));
        XYChart chart = new XYChartBuilder()
                .width(800)
                .height(420)
                .title(title)
                .xAxisTitle(xTitle)
                .yAxisTitle(yTitle)
                .build();
        chart.getStyler()
                .setChartBackgroundColor(Color.WHITE)
                .setPlotBorderVisible(false)
                .setLegendPosition(Styler.LegendPosition.OutsideE)
                .setLegendBorderColor(Color.WHITE);
        boolean wide = curves.values().stream()
                .flatMap(points -> points.keySet().stream())
                .anyMatch(x -> x > 100);
        chart.getStyler().setXAxisLogarithmic(wide).setXAxisDecimalPattern("#,###");
        // What costs a hundred times as much as another would push all others to the bottom.
        if (range(curves) > TALL) {
            chart.getStyler().setYAxisLogarithmic(true);
        } else {
            chart.getStyler().setYAxisMin(0.0);
        }
        curves.forEach((subject, points) -> {
            List<Double> x = new ArrayList<>(points.keySet());
            chart.addSeries(subject, x, new ArrayList<>(points.values()));
        });
        if (!curves.isEmpty()) {
            BitmapEncoder.saveBitmapWithDPI(chart, file.toString(), BitmapEncoder.BitmapFormat.PNG, DPI);
        }
    }

    private static double range(Map<String, Map<Double, Double>> curves) {
        DoubleSummaryStatistics values = curves.values().stream()
                .flatMap(points -> points.values().stream())
                .mapToDouble(Double::doubleValue)
                .summaryStatistics();
        return values.getMax() / values.getMin();
    }
}
