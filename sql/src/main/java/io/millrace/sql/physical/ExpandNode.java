/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.physical;

import io.millrace.sql.connector.ChangelogMode;
import io.millrace.sql.operator.ExpandOperator;
import io.millrace.stream.DataStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.util.ImmutableBitSet;

/** Each row once for every grouping set. */
final class ExpandNode extends PhysicalNode {
    private final List<Integer> keys;
    private final List<ImmutableBitSet> sets;

    /** @param rowType the columns of the input, then the keys, then the number of the set */
    ExpandNode(RelDataType rowType, PhysicalNode input, List<Integer> keys, List<ImmutableBitSet> sets) {
        super(rowType, List.of(input));
        this.keys = List.copyOf(keys);
        this.sets = List.copyOf(sets);
    }

    @Override
    public ChangelogMode changelogMode() {
        return input().changelogMode();
    }

    @Override
    public String describe() {
        return "Expand(keys=" + keys + ", sets=" + sets + ")";
    }

    @Override
    String computeIdentity() {
        List<String> grouped = new ArrayList<>();
        for (ImmutableBitSet set : sets) {
            grouped.add(Lineage.of(set.asList(), input().lineage()).toString());
        }
        return "GROUPING SETS " + grouped + " OF\n" + input().identity().indent(1);
    }

    @Override
    List<String> computeLineage() {
        List<String> columns = new ArrayList<>(input().lineage());
        Lineage.of(keys, input().lineage()).forEach(key -> columns.add("grouped " + key));
        columns.add("$set");
        return columns;
    }

    @Override
    protected DataStream<Object> translate(Translation translation) {
        RelDataType row = rowType();
        List<Integer> columns = keys;
        List<boolean[]> contained = new ArrayList<>();
        for (ImmutableBitSet set : sets) {
            boolean[] contains = new boolean[keys.size()];
            for (int key = 0; key < contains.length; key++) {
                contains[key] = set.get(keys.get(key));
            }
            contained.add(contains);
        }
        return translation.append(
                translation.stream(input()), "Expand", () -> new ExpandOperator(row, columns, contained));
    }
}
