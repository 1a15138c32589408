/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.physical;

import io.millrace.sql.operator.RowOrder;
import io.millrace.sql.parser.SqlException;
import io.millrace.sql.type.TypeNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.calcite.rel.RelFieldCollation;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexFieldCollation;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;

/** The columns that an operator needs of its input: some expressions over it, each once. */
final class KeyColumns {
    private final RelNode input;
    private final List<RexNode> expressions = new ArrayList<>();

    KeyColumns(RelNode input) {
        this.input = input;
    }

    /** Returns the position of an expression's column. */
    int add(RexNode expression) {
        int known = expressions.indexOf(expression);
        if (known >= 0) {
            return known;
        }
        expressions.add(expression);
        return expressions.size() - 1;
    }

    List<Integer> addAll(List<? extends RexNode> added) {
        return added.stream().map(this::add).toList();
    }

    /** Adds the columns of an order of OVER. */
    RowOrder order(List<RexFieldCollation> collations) {
        List<RowOrder.Key> keys = new ArrayList<>();
        for (RexFieldCollation collation : collations) {
            requireOrder(collation.left.getType());
            keys.add(new RowOrder.Key(
                    add(collation.left),
                    collation.getDirection().isDescending(),
                    isNullsFirst(collation.getDirection().isDescending(), collation.getNullDirection())));
        }
        return new RowOrder(keys);
    }

    /** Null is the smallest value, where nothing else is said. */
    static boolean isNullsFirst(boolean descending, RelFieldCollation.NullDirection nulls) {
        return switch (nulls) {
            case FIRST -> true;
            case LAST -> false;
            case UNSPECIFIED -> !descending;
        };
    }

    static void requireOrder(RelDataType type) {
        boolean isOrdered =
                switch (type.getSqlTypeName()) {
                    case ARRAY, MAP, MULTISET, ROW, STRUCTURED, ANY, OTHER -> false;
                    default -> !type.isStruct();
                };
        if (!isOrdered) {
            throw SqlException.of("Values of the type " + TypeNames.description(type)
                    + " have no order. ORDER BY something that is computed of them.");
        }
    }

    /** Returns a node whose columns these are. */
    RelNode node() {
        List<RexNode> identity = input.getRowType().getFieldList().stream()
                .<RexNode>map(field -> new RexInputRef(field.getIndex(), field.getType()))
                .toList();
        return expressions.equals(identity)
                ? input
                : LogicalProject.create(input, List.of(), expressions, (List<String>) null, Set.of());
    }
}
