/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.spill;

import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** Goes through the rows of several runs as if they were one. */
public final class RowCursor {
    private final Comparator<Row> order;
    private final PriorityQueue<Head> heads;
    private @Nullable Head current;

    RowCursor(Comparator<Row> order, List<RowReader> readers) throws Exception {
        this.order = order;
        this.heads = new PriorityQueue<>(readers.size(), (left, right) -> order.compare(left.row, right.row));
        for (RowReader reader : readers) {
            Row first = reader.next();
            if (first != null) {
                heads.add(new Head(reader, first));
            }
        }
        current = heads.poll();
    }

    /** Returns the row that is next, or null at the end. */
    public @Nullable Row peek() {
        return current == null ? null : current.row;
    }

    /** Goes on behind the row that is next. */
    public void advance() throws Exception {
        Head head = current;
        if (head == null) {
            return;
        }
        Row following = head.reader.next();
        if (following == null) {
            current = heads.poll();
        } else {
            head.row = following;
            // The run that the row came from mostly has the next one, too: a key's rows are neighbours.
            Head first = heads.peek();
            if (first != null && order.compare(head.row, first.row) > 0) {
                heads.add(head);
                current = heads.poll();
            }
        }
    }

    /** One run, and its first row that was not read yet. */
    private static final class Head {
        private final RowReader reader;
        private Row row;

        Head(RowReader reader, Row row) {
            this.reader = reader;
            this.row = row;
        }
    }
}
