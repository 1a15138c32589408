/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.physical;

import io.millrace.sql.connector.ChangelogMode;
import io.millrace.stream.DataStream;
import java.util.List;
import org.apache.calcite.rel.core.Values;

/** Rows that the query itself lists. */
final class ValuesNode extends PhysicalNode {
    private final Values values;

    ValuesNode(Values values) {
        super(values.getRowType(), List.of());
        this.values = values;
    }

    @Override
    public ChangelogMode changelogMode() {
        return ChangelogMode.insertOnly();
    }

    @Override
    public String describe() {
        return "Values(tuples=" + values.getTuples() + ")";
    }

    @Override
    protected DataStream<Object> translate(Translation translation) {
        return ConstantRows.of(values, translation.zone()).stream(
                translation.environment(), translation.uid("values", identity()));
    }
}
