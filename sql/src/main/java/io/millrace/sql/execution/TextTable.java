/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.execution;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A table in text, as Flink's shell draws it. Rows are printed as they come; one that is wider than its column says is printed
 * as it is, since nothing may be lost.
 *
 * <pre>
 * +----+------+
 * | op |    a |
 * +----+------+
 * | +I |    7 |
 * +----+------+
 * </pre>
 */
public final class TextTable {
    private final PrintWriter out;
    private final int[] widths;
    private long rows;

    private TextTable(PrintWriter out, int[] widths) {
        this.out = out;
        this.widths = widths;
    }

    /**
     * Begins a table whose rows are not known yet.
     *
     * @param widths of the columns, in characters; a name that is longer makes its column wider
     */
    static TextTable begin(PrintWriter out, List<String> names, int[] widths) {
        int[] wide = widths.clone();
        for (int column = 0; column < wide.length; column++) {
            wide[column] = Math.max(wide[column], width(names.get(column)));
        }
        TextTable table = new TextTable(out, wide);
        table.line();
        table.print(names);
        table.line();
        return table;
    }

    /** Prints a whole table, as wide as its rows need, and how many rows it has. */
    public static void print(PrintWriter out, List<String> names, List<List<String>> rows) {
        draw(out, names, rows);
        out.println(count(rows.size()) + " in set");
        out.flush();
    }

    /** Returns the lines of a whole table, as wide as its rows need. */
    public static List<String> lines(List<String> names, List<List<String>> rows) {
        StringWriter text = new StringWriter();
        PrintWriter out = new PrintWriter(text);
        draw(out, names, rows);
        out.flush();
        return text.toString().lines().toList();
    }

    private static void draw(PrintWriter out, List<String> names, List<List<String>> rows) {
        int[] widths = new int[names.size()];
        for (List<String> row : rows) {
            for (int column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], width(row.get(column)));
            }
        }
        TextTable table = begin(out, names, widths);
        rows.forEach(table::add);
        if (!rows.isEmpty()) {
            table.line();
        }
    }

    void add(List<String> row) {
        print(row);
        rows++;
    }

    /**
     * Prints the last line and how many rows there were.
     *
     * @param changes whether they were changes, or a set of rows
     */
    void end(boolean changes) {
        if (rows > 0) {
            line();
        }
        out.println(changes ? "Received a total of " + count(rows) : count(rows) + " in set");
        out.flush();
    }

    /** Returns how many rows there are, in words. */
    public static String count(long rows) {
        return String.format(Locale.ROOT, rows == 1 ? "%,d row" : "%,d rows", rows);
    }

    private void line() {
        StringBuilder line = new StringBuilder("+");
        for (int width : widths) {
            line.append("-".repeat(width + 2)).append('+');
        }
        out.println(line);
    }

    private void print(List<String> cells) {
        List<String> padded = new ArrayList<>();
        for (int column = 0; column < widths.length; column++) {
            String cell = cells.get(column);
            padded.add(" ".repeat(Math.max(0, widths[column] - width(cell))) + cell);
        }
        out.println("| " + String.join(" | ", padded) + " |");
    }

    private static int width(String text) {
        return text.codePointCount(0, text.length());
    }
}
