package io.loadtelemetry.faults;

import io.loadtelemetry.api.ConfigurationException;
import io.loadtelemetry.api.Telemetry;
import java.util.List;

/** A load tool in a wrong environment: prints the error, ends with 3, and with 4 where something was left open. */
final class WrongConfigurationMain {

    private WrongConfigurationMain() {}

    public static void main(String[] arguments) throws Exception {
        try (Telemetry telemetry = Telemetry.builder("wrong").start()) {
            System.out.println("started: " + telemetry.run());
        } catch (ConfigurationException e) {
            System.out.println(e.getMessage());
            List<String> threads = Leaks.threads().stream()
                    .filter(name -> name.startsWith("telemetry"))
                    .toList();
            boolean open = Leaks.openFiles().stream().anyMatch(name -> name.contains(".jsonl"));
            System.exit(threads.isEmpty() && !open ? 3 : 4);
        }
    }
}
