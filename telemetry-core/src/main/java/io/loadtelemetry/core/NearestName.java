package io.loadtelemetry.core;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds what a user may have meant, by the distance of Levenshtein. */
final class NearestName {

    private NearestName() {}

    /** The known name nearest to the given one, where one is near enough to be what was meant. */
    static Optional<String> of(String name, Collection<String> known) {
        String lower = name.toLowerCase(Locale.ROOT);
        int near = Math.max(2, name.length() / 3);
        return known.stream()
                // The distance is no less than this; and a name of any length is soon done with.
                .filter(each -> Math.abs(each.length() - name.length()) <= near)
                .min(Comparator.comparingInt((String each) -> distance(lower, each.toLowerCase(Locale.ROOT)))
                        .thenComparing(Comparator.naturalOrder()))
                .filter(each -> distance(lower, each.toLowerCase(Locale.ROOT)) <= near);
    }

    static int distance(String one, String two) {
        int[] row = new int[two.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int substituted = diagonal + (one.charAt(i - 1) == two.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substituted, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[two.length()];
    }
}
