/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.operator;

import io.millrace.snapshot.StateTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A snapshot with more tables. */
record ExtendedSnapshot(OperatorSnapshot own, List<StateTable> more) implements OperatorSnapshot {
    @Override
    public void persist() throws IOException {
        own.persist();
    }

    @Override
    public List<StateTable> tables() {
        List<StateTable> tables = new ArrayList<>(own.tables());
        tables.addAll(more);
        return tables;
    }

    @Override
    public List<?> committables() {
        return own.committables();
    }

    @Override
    public void close() {
        own.close();
    }
}
