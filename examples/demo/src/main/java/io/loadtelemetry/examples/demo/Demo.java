package io.loadtelemetry.examples.demo;

import io.loadtelemetry.api.ConfigurationException;
import java.io.IOException;
import java.io.PrintStream;

/**
 * Drives real HTTP load with every recorder on the classpath, shows how it goes, and proves at the end that the target,
 * the statistics, the JSON lines and the OTLP receiver agree on every count.
 */
public final class Demo {

    private static final int WRONG_OPTIONS = 2;

    private Demo() {}

    /**
     * Runs the demo; see {@code --help}. Returns when all counts agree, else exits: 1 for a difference, 2 for wrong
     * options, 130 or 143 when a signal ended it.
     *
     * @param args the options
     */
    public static void main(String[] args) {
        int status = run(System.out, System.err, args);
        if (status != 0) {
            System.exit(status);
        }
    }

    /** Runs the demo and gives the exit code. */
    static int run(PrintStream out, PrintStream err, String... args) {
        try {
            DemoOptions options = DemoOptions.parse(args);
            if (options.help) {
                out.print(DemoOptions.usage());
                return 0;
            }
            return new DemoRun(options, out, err).run();
        } catch (IllegalArgumentException e) {
            err.println("demo: " + e.getMessage() + " (--help tells more)");
            return WRONG_OPTIONS;
        } catch (ConfigurationException e) {
            err.println("demo: " + e.getMessage());
            return WRONG_OPTIONS;
        } catch (IOException e) {
            err.println("demo: " + e);
            return 1;
        }
    }
}
