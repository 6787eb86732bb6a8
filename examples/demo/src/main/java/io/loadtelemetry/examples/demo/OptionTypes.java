package io.loadtelemetry.examples.demo;

import io.loadtelemetry.api.Role;
import io.loadtelemetry.api.spi.ConfigKey;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The types of the options: those of configuration keys, so that a time is written the same way everywhere. */
final class OptionTypes {

    private OptionTypes() {}

    /** Reads by a key, and says what is allowed. */
    abstract static class ByKey<T> implements ITypeConverter<T> {
        private final ConfigKey<T> key;

        ByKey(ConfigKey<T> key) {
            this.key = key;
        }

        @Override
        public T convert(String value) {
            try {
                return key.parse(value);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException("'" + value + "', " + e.getMessage());
            }
        }
    }

    static final class Users extends ByKey<Integer> {
        Users() {
            super(ConfigKey.integer("users", "", 1, 10_000));
        }
    }

    static final class Rate extends ByKey<Double> {
        Rate() {
            super(ConfigKey.decimal("rate", "", 0.1, 100_000));
        }
    }

    static final class Share extends ByKey<Double> {
        Share() {
            super(ConfigKey.decimal("trace-ratio", "", 0, 1));
        }
    }

    static final class Time extends ByKey<Duration> {
        Time() {
            super(ConfigKey.duration("duration", ""));
        }
    }

    static final class TimeOrZero extends ByKey<Duration> {
        TimeOrZero() {
            super(ConfigKey.of(
                    "ramp",
                    "",
                    "0 or " + ConfigKey.duration("ramp", "").allowed(),
                    text -> text.matches("0(ms|s|m|h)?") ? Duration.ZERO : new Time().convert(text)));
        }
    }

    static final class RoleName extends ByKey<Role> {
        RoleName() {
            super(ConfigKey.of(
                    "role", "", "standalone, master or worker", text -> Role.valueOf(text.toUpperCase(Locale.ROOT))));
        }
    }

    static final class WorkerCount extends ByKey<Integer> {
        WorkerCount() {
            super(ConfigKey.integer("workers", "", 1, 100));
        }
    }

    static final class Seed extends ByKey<Long> {
        Seed() {
            super(ConfigKey.of("seed", "", "a whole number", Long::valueOf));
        }
    }

    static final class Target extends ByKey<URI> {
        Target() {
            super(ConfigKey.of("target", "", "a URL such as http://localhost:8080", Target::parse));
        }

        private static URI parse(String text) {
            URI uri = URI.create(text);
            boolean http = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            if (!http || uri.getHost() == null || uri.getRawQuery() != null || uri.getRawUserInfo() != null) {
                throw new IllegalArgumentException(text);
            }
            return uri;
        }
    }
}
