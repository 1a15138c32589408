/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.cli.shell;

import io.millrace.sql.execution.QueryOutput;
import io.millrace.sql.execution.RowTexts;
import io.millrace.sql.execution.TextTable;
import io.millrace.sql.row.Row;
import java.io.IOError;
import java.util.ArrayList;
import java.util.List;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;

/**
 * The table that a query's changelog has made so far, drawn anew in its place while it changes; at the end as it is then. It is drawn by a
 * thread of its own, so that a row that comes alone is seen, too.
 */
final class LiveTable implements QueryOutput {
    private static final long MILLIS_BETWEEN_FRAMES = 200;
    private static final int KEPT_ROWS = 100_000;
    private static final int ROWS_AT_THE_END = 1_000;
    /** Above the rows, below them, how many there are, and a line for the cursor. */
    private static final int OTHER_LINES = 6;

    private static final int USUAL_WIDTH = 80;
    private static final int USUAL_HEIGHT = 24;

    private final Terminal terminal;
    private final RowTexts texts;
    private final int width;
    private final int height;
    private final MaterializedRows rows = new MaterializedRows(KEPT_ROWS);
    private int linesDrawn;
    private boolean changed = true;
    private boolean over;

    private LiveTable(Terminal terminal, RowTexts texts, Size size) {
        this.terminal = terminal;
        this.texts = texts;
        this.width = size.getColumns() > 0 ? size.getColumns() : USUAL_WIDTH;
        this.height = size.getRows() > 0 ? size.getRows() : USUAL_HEIGHT;
    }

    static LiveTable begin(Terminal terminal, RowTexts texts) {
        LiveTable table = new LiveTable(terminal, texts, size(terminal));
        Thread frames = new Thread(table::drawUntilOver, "sql-shell-frames");
        frames.setDaemon(true);
        frames.start();
        return table;
    }

    /** Asked once: it is a process that is asked, and Ctrl-C ends that one, too. */
    private static Size size(Terminal terminal) {
        try {
            return terminal.getSize();
        } catch (IOError interrupted) {
            return Size.of(0, 0);
        }
    }

    @Override
    public synchronized void add(Row row) {
        rows.apply(row);
        changed = true;
    }

    @Override
    public synchronized void end() {
        close();
        List<Row> last = rows.last(ROWS_AT_THE_END);
        TextTable.lines(texts.names(), cells(last)).forEach(terminal.writer()::println);
        terminal.writer().println(size(last.size()));
        terminal.writer().flush();
    }

    @Override
    public synchronized void fail() {
        close();
        terminal.writer().flush();
    }

    private synchronized void close() {
        over = true;
        notifyAll();
        terminal.writer().print(erasure());
    }

    private synchronized void drawUntilOver() {
        try {
            while (!over) {
                wait(MILLIS_BETWEEN_FRAMES);
                if (changed && !over) {
                    draw();
                    changed = false;
                }
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private void draw() {
        List<Row> last = rows.last(Math.max(1, height - OTHER_LINES));
        List<String> lines = new ArrayList<>(TextTable.lines(texts.names(), cells(last)));
        lines.add(size(last.size()) + " so far; Ctrl-C ends the query");
        StringBuilder frame = new StringBuilder(erasure());
        lines.forEach(line -> frame.append(shortened(line)).append(System.lineSeparator()));
        linesDrawn = lines.size();
        terminal.writer().print(frame);
        terminal.writer().flush();
    }

    /** Goes back to where the last frame began, and empties the screen from there on. */
    private String erasure() {
        return linesDrawn == 0 ? "" : "\r\u001b[" + linesDrawn + "A\u001b[J";
    }

    private String size(int shown) {
        String all = TextTable.count(rows.count());
        return shown == rows.count() ? all : "the last " + shown + " of " + all;
    }

    private List<List<String>> cells(List<Row> rows) {
        return rows.stream()
                .map(row -> texts.values(row).stream().map(LiveTable::onOneLine).toList())
                .toList();
    }

    /** A line break within a value would upset the count of lines. */
    private static String onOneLine(String value) {
        return value.replaceAll("\\p{Cntrl}", " ");
    }

    /** A line that the terminal folds is two. */
    private String shortened(String line) {
        return line.codePointCount(0, line.length()) < width
                ? line
                : line.substring(0, line.offsetByCodePoints(0, width - 1));
    }
}
