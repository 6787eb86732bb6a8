package io.loadtelemetry.core;

import io.loadtelemetry.api.spi.RecorderProvider;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Finds out whose class it was that misses another one: the error names only what is missing. */
final class UnloadableProviders {

    private static final String SERVICES = "META-INF/services/" + RecorderProvider.class.getName();

    private UnloadableProviders() {}

    /** The names of the providers that fail to load in the same way, in one text that is empty where there is none. */
    static String named(ClassLoader loader, LinkageError error) {
        List<String> names = new ArrayList<>();
        try {
            for (URL services : Collections.list(loader.getResources(SERVICES))) {
                for (String name : names(services)) {
                    if (failsAlike(name, loader, error) && !names.contains(name)) {
                        names.add(name);
                    }
                }
            }
        } catch (IOException e) {
            // What is missing is told in any case.
        }
        return String.join(", ", names);
    }

    private static boolean failsAlike(String name, ClassLoader loader, LinkageError error) {
        try {
            Class.forName(name, false, loader);
            return false;
        } catch (ClassNotFoundException e) {
            return false;
        } catch (LinkageError e) {
            return e.toString().equals(error.toString());
        }
    }

    private static List<String> names(URL services) throws IOException {
        URLConnection connection = services.openConnection();
        // A cached jar stays open.
        connection.setUseCaches(false);
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8))) {
            return lines.lines().map(line -> line.split("#", 2)[0].strip()).toList();
        }
    }
}
