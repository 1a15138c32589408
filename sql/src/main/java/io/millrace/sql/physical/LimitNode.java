/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.physical;

import io.millrace.sql.connector.ChangelogMode;
import io.millrace.sql.operator.LimitOperator;
import io.millrace.stream.DataStream;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;

/** Some of the rows in the order in which they come. */
final class LimitNode extends PhysicalNode {
    private final long first;
    private final long last;

    /** @param input of rows that are never taken back */
    LimitNode(PhysicalNode input, long first, long last) {
        super(input.rowType(), List.of(input));
        this.first = first;
        this.last = last;
    }

    @Override
    public ChangelogMode changelogMode() {
        return ChangelogMode.insertOnly();
    }

    @Override
    public boolean isOrdered() {
        return true;
    }

    @Override
    public String describe() {
        return "Limit(rows=[" + first + ".." + last + "])";
    }

    @Override
    String distribution() {
        return hash(input(), List.of());
    }

    /** Which columns there are is no part of it: rows are counted. */
    @Override
    String computeIdentity() {
        return "LIMIT " + first + ".." + last + " OF\n" + input().identity().indent(1);
    }

    @Override
    List<String> computeLineage() {
        return input().lineage();
    }

    @Override
    protected DataStream<Object> translate(Translation translation) {
        RelDataType row = rowType();
        long start = first;
        long end = last;
        return translation.keeping(
                this,
                translation.stream(input())
                        .keyByColumns(List.of())
                        .transform("Limit", () -> new LimitOperator(row, start, end))
                        .setParallelism(1));
    }
}
