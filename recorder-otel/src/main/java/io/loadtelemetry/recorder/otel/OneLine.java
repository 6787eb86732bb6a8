package io.loadtelemetry.recorder.otel;

import io.loadtelemetry.api.spi.Texts;
import java.util.regex.Pattern;

/** Texts from outside as they may stand in a warning: short, and on one line. */
final class OneLine {

    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]");

    private OneLine() {}

    static String of(String text) {
        return UNPRINTABLE.matcher(Texts.cut(text)).replaceAll("?");
    }
}
