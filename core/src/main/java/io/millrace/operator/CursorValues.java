/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.operator;

import io.millrace.spill.Row;
import io.millrace.spill.RowCursor;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** The elements of a partition, which are read as they are taken, and let go. */
final class CursorValues implements Iterable<Object>, Iterator<Object> {
    private final RowCursor rows;
    private boolean taken;

    CursorValues(RowCursor rows) {
        this.rows = rows;
    }

    @Override
    public Iterator<Object> iterator() {
        if (taken) {
            throw new IllegalStateException(
                    "The elements of a partition can be gone through once, since they may not fit"
                            + " into memory. Put them into a list where they are needed again.");
        }
        taken = true;
        return this;
    }

    @Override
    public boolean hasNext() {
        return rows.peek() != null;
    }

    @Override
    public Object next() {
        Row row = rows.peek();
        if (row == null) {
            throw new NoSuchElementException("The partition has no more elements");
        }
        try {
            rows.advance();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new UserFunctionException(e);
        }
        return row.value();
    }
}
