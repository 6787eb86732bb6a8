package io.loadtelemetry.core;

import io.loadtelemetry.api.ConfigurationException;
import io.loadtelemetry.api.spi.ChannelProvider;
import io.loadtelemetry.api.spi.ConfigKey;
import io.loadtelemetry.api.spi.Plugin;
import io.loadtelemetry.api.spi.RecorderProvider;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the recorders. A broken one is told of and left out; the others are used. */
final class Discovery<P extends Plugin> {

    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9-]{0,31}");

    /** Taken by the statistics, and by keys of the core. */
    private static final Set<String> RESERVED = Set.of(
            StatisticsLane.ID,
            "none",
            "recorders",
            "test",
            "stats",
            "ring",
            "requests",
            "close",
            "labels",
            "run",
            "node",
            "worker",
            "channel",
            "snapshots");

    /** A services file can make the loader fail again and again. */
    private static final int MOST_FAILURES = 100;

    /** What was found: the usable providers by id, and what is wrong with the others. */
    record Found<P extends Plugin>(Map<String, P> byId, List<String> problems) {
        List<P> providers() {
            return List.copyOf(byId.values());
        }
    }

    private final Class<P> type;
    /** What is looked for, in the words of the user. */
    private final String word;

    private final Map<String, P> byId = new TreeMap<>();
    private final List<String> problems = new ArrayList<>();

    private Discovery(Class<P> type) {
        this.type = type;
        this.word = type == ChannelProvider.class ? "channel" : "recorder";
    }

    /**
     * @param type what to look for
     * @param context where to look; the loader of telemetry-core where it is null or knows another SPI
     * @param given providers that the builder was given; they win over the same class found
     */
    static <P extends Plugin> Found<P> find(
            Class<P> type, @Nullable ClassLoader context, List<P> given, Consumer<String> warn) {
        Discovery<P> discovery = new Discovery<>(type);
        given.forEach(discovery::add);
        discovery.load(usable(context));
        discovery.problems.forEach(warn);
        return new Found<>(discovery.byId, discovery.problems);
    }

    private static ClassLoader usable(@Nullable ClassLoader context) {
        try {
            if (context != null && context.loadClass(RecorderProvider.class.getName()) == RecorderProvider.class) {
                return context;
            }
        } catch (ClassNotFoundException | LinkageError e) {
            // It cannot see recorders for this API.
        }
        ClassLoader own = Discovery.class.getClassLoader();
        return own == null ? ClassLoader.getSystemClassLoader() : own;
    }

    private void load(ClassLoader loader) {
        Iterator<P> iterator = ServiceLoader.load(type, loader).iterator();
        Set<String> seen = new HashSet<>();
        for (int failures = 0; failures < MOST_FAILURES; ) {
            // Both calls can throw, an Error of a missing class too, and the iteration can go on after that.
            try {
                if (!iterator.hasNext()) {
                    return;
                }
                add(iterator.next());
            } catch (ServiceConfigurationError | LinkageError e) {
                failures++;
                String problem = "a " + word + " cannot be loaded and is left out: " + describe(loader, e);
                if (seen.add(problem)) {
                    problems.add(problem);
                }
            }
        }
    }

    private void add(P provider) {
        String id;
        try {
            id = provider.id();
            checkKeys(provider.keys());
        } catch (Exception | Error e) {
            problems.add(origin(provider) + " does not tell its id and keys and is left out: " + Thrown.describe(e));
            return;
        }
        if (id == null || !ID.matcher(id).matches() || RESERVED.contains(id)) {
            problems.add(origin(provider) + " has the id \"" + (id == null ? "null" : Printable.of(id))
                    + "\" and is left out; allowed is " + ID.pattern() + ", but none of " + new TreeSet<>(RESERVED));
            return;
        }
        P other = byId.putIfAbsent(id, provider);
        if (other != null && other.getClass() != provider.getClass()) {
            throw new ConfigurationException("two " + word + "s have the id " + id + ": " + origin(other) + " and "
                    + origin(provider) + "; take one of them off the classpath");
        }
    }

    private static void checkKeys(Collection<ConfigKey<?>> keys) {
        Set<String> names = new HashSet<>();
        for (ConfigKey<?> key : keys) {
            if (!names.add(key.name())) {
                throw new IllegalArgumentException("the key " + key.name() + " twice");
            }
        }
    }

    /** The providers that the configuration selects, by id. */
    static List<RecorderProvider> select(Found<RecorderProvider> found, Configuration configuration) {
        List<String> wanted = configuration
                .find(CoreKeys.RECORDERS)
                .orElse(List.copyOf(found.byId().keySet()));
        if (wanted.equals(List.of("none"))) {
            return List.of();
        }
        List<RecorderProvider> selected = new ArrayList<>();
        for (String id :
                wanted.stream().distinct().sorted(Comparator.naturalOrder()).toList()) {
            RecorderProvider provider = found.byId().get(id);
            if (provider == null) {
                throw new ConfigurationException(absent(id, found));
            }
            selected.add(provider);
        }
        return selected;
    }

    private static String absent(String id, Found<?> found) {
        Set<String> ids = found.byId().keySet();
        StringBuilder message =
                new StringBuilder("telemetry.recorders: there is no recorder \"" + Printable.of(id) + "\"");
        NearestName.of(id, ids)
                .ifPresent(nearest -> message.append("; the nearest is ").append(nearest));
        message.append("; found are ").append(ids.isEmpty() ? "none" : String.join(", ", ids));
        found.problems().forEach(problem -> message.append("; ").append(problem));
        return message.toString();
    }

    private static String origin(Plugin provider) {
        Class<?> type = provider.getClass();
        CodeSource source = type.getProtectionDomain().getCodeSource();
        if (source == null || source.getLocation() == null) {
            return type.getName();
        }
        String[] path = source.getLocation().getPath().split("/", -1);
        String file =
                path[path.length - 1].isEmpty() && path.length > 1 ? path[path.length - 2] : path[path.length - 1];
        return type.getName() + " (" + file + ")";
    }

    /** What was thrown and the root of it, in one line. */
    private static String describe(ClassLoader loader, Error e) {
        if (e instanceof LinkageError missing) {
            String names = UnloadableProviders.named(loader, missing);
            return (names.isEmpty() ? "" : Printable.of(names) + ": ") + Printable.of(e.toString());
        }
        Throwable root = e;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        // The loader's own words; those of what a provider throws may carry a credential.
        return Printable.message(String.valueOf(e.getMessage()))
                + (root == e ? "" : " (" + Thrown.describe(root) + ")");
    }
}
