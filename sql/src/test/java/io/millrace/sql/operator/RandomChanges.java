/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.operator;

import io.millrace.data.RowKind;
import io.millrace.sql.operator.OperatorRunner.Change;
import io.millrace.sql.type.SqlTypeFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.calcite.rel.RelCollations;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.SqlAggFunction;
import org.apache.calcite.sql.type.SqlTypeName;

/** Rows of a key, a value and a number that no other row has, which come, change and go; and what is there at any time, in the order in which it came. */
final class RandomChanges {
    static final RelDataTypeFactory TYPES = new SqlTypeFactory();
    static final RelDataType ROW = TYPES.builder()
            .add("k", TYPES.createTypeWithNullability(TYPES.createSqlType(SqlTypeName.BIGINT), true))
            .add("v", TYPES.createTypeWithNullability(TYPES.createSqlType(SqlTypeName.INTEGER), true))
            .add("id", TYPES.createSqlType(SqlTypeName.BIGINT))
            .build();

    private final Random random;
    private final boolean changes;
    private final List<List<Object>> present = new ArrayList<>();
    private long nextId;

    RandomChanges(long seed, boolean changes) {
        this.random = new Random(seed);
        this.changes = changes;
    }

    static RelDataType with(RelDataType... more) {
        RelDataTypeFactory.Builder row = TYPES.builder().addAll(ROW.getFieldList());
        for (int column = 0; column < more.length; column++) {
            row.add("more" + column, more[column]);
        }
        return row.build();
    }

    static RelDataType type(SqlTypeName name) {
        return TYPES.createTypeWithNullability(TYPES.createSqlType(name), true);
    }

    /** Returns an aggregate of the column {@code v}. */
    static AggregateCall aggregate(SqlAggFunction function, SqlTypeName type) {
        return AggregateCall.create(
                function, false, false, false, List.of(), List.of(1), -1, null, RelCollations.EMPTY, type(type), null);
    }

    /** Makes some changes, which are there from now on. */
    List<Change> next() {
        List<Change> made = new ArrayList<>();
        for (int count = 1 + random.nextInt(5); count > 0; count--) {
            int choice = changes && !present.isEmpty() ? random.nextInt(5) : 0;
            if (choice <= 1) {
                made.add(new Change(RowKind.INSERT, come()));
            } else if (choice == 2) {
                made.add(new Change(RowKind.DELETE, present.remove(random.nextInt(present.size()))));
            } else {
                made.add(new Change(RowKind.UPDATE_BEFORE, present.remove(random.nextInt(present.size()))));
                made.add(new Change(RowKind.UPDATE_AFTER, come()));
            }
        }
        return made;
    }

    private List<Object> come() {
        List<Object> row = Arrays.asList(
                random.nextInt(8) == 0 ? null : (Object) (long) random.nextInt(3),
                random.nextInt(8) == 0 ? null : (Object) random.nextInt(6),
                nextId++);
        present.add(row);
        return row;
    }

    List<List<Object>> present() {
        return present;
    }
}
