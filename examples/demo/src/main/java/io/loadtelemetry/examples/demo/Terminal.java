package io.loadtelemetry.examples.demo;

import java.io.Console;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** What the standard output is. */
final class Terminal {

    private static final int DEFAULT_WIDTH = 80;

    private Terminal() {}

    /** Whether both input and output are a terminal: only then is a line to be overwritten. */
    @SuppressWarnings("SystemConsoleNull") // It does on the older ones, and the newer ones are asked for a terminal.
    static boolean present() {
        Console console = System.console();
        if (console == null || "dumb".equals(System.getenv("TERM"))) {
            return false;
        }
        try {
            // From JDK 22 on there can be a console without a terminal.
            return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException e) {
            return true;
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }

    /** The columns, at most those of the tables. */
    static int width() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(ProcessBuilder.Redirect.INHERIT)
                    .start();
            if (stty.waitFor(1, TimeUnit.SECONDS) && stty.exitValue() == 0) {
                String size = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
                int columns = Integer.parseInt(size.replaceFirst("^\\d+ ", ""));
                return columns > 0 ? Math.min(DEFAULT_WIDTH, columns) : DEFAULT_WIDTH;
            }
        } catch (IOException | NumberFormatException e) {
            // No stty, as on Windows.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return DEFAULT_WIDTH;
    }

    /** Whether it can show more than ASCII. */
    static boolean unicode() {
        String name = System.getProperty("stdout.encoding", System.getProperty("sun.stdout.encoding"));
        return Charset.defaultCharset().equals(StandardCharsets.UTF_8)
                && (name == null || name.equalsIgnoreCase("UTF-8"));
    }
}
