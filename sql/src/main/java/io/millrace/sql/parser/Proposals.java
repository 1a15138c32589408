/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.parser;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** What a person may have meant: the known name that is nearest to the one that is not. */
public final class Proposals {

    private Proposals() {}

    /** Returns a sentence that proposes the nearest name, with a space before it, or nothing if no name is near. */
    public static String sentence(String wrong, Collection<String> known) {
        return nearest(wrong, known)
                .map(name -> " Did you mean '" + name + "'?")
                .orElse("");
    }

    /** Returns the nearest name within a third of its length, whatever its case. */
    public static Optional<String> nearest(String wrong, Collection<String> known) {
        String lower = wrong.toLowerCase(Locale.ROOT);
        return known.stream()
                .filter(name -> !name.equals(wrong))
                .filter(name -> distance(lower, name.toLowerCase(Locale.ROOT)) <= tolerance(lower))
                .min(Comparator.<String>comparingInt(name -> distance(lower, name.toLowerCase(Locale.ROOT)))
                        .thenComparing(Comparator.naturalOrder()));
    }

    private static int tolerance(String name) {
        return name.length() <= 2 ? 1 : Math.max(1, Math.min(5, (name.length() + 2) / 3));
    }

    /** Insertions, deletions, replacements and swaps of neighbours, each of which counts one. */
    static int distance(String one, String other) {
        int[][] table = new int[one.length() + 1][other.length() + 1];
        for (int row = 0; row <= one.length(); row++) {
            for (int column = 0; column <= other.length(); column++) {
                table[row][column] = cell(table, one, other, row, column);
            }
        }
        return table[one.length()][other.length()];
    }

    private static int cell(int[][] table, String one, String other, int row, int column) {
        if (row == 0 || column == 0) {
            return row + column;
        }
        int changed = one.charAt(row - 1) == other.charAt(column - 1) ? 0 : 1;
        int least = Math.min(
                Math.min(table[row - 1][column], table[row][column - 1]) + 1, table[row - 1][column - 1] + changed);
        boolean swapped = row > 1
                && column > 1
                && one.charAt(row - 1) == other.charAt(column - 2)
                && one.charAt(row - 2) == other.charAt(column - 1);
        return swapped ? Math.min(least, table[row - 2][column - 2] + 1) : least;
    }
}
