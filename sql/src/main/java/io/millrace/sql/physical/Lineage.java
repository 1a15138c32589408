/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.physical;

import io.millrace.sql.operator.OverCall;
import io.millrace.sql.operator.RowOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.calcite.rel.RelFieldCollation;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBiVisitor;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexVariable;
import org.apache.calcite.rex.RexVisitor;
import org.jspecify.annotations.Nullable;

/**
 * What columns are, told by the columns of tables that they come from, and whole: it names state, so that it must not depend on where in a row a column lies, what an
 * alias calls it, or which other columns there are.
 */
final class Lineage {
    private Lineage() {}

    /** Returns what an expression is, given what the columns of its input are. */
    static String of(RexNode expression, List<String> columns) {
        return expression
                .accept(new RexShuttle() {
                    @Override
                    public RexNode visitInputRef(RexInputRef input) {
                        return new Named(columns.get(input.getIndex()), input.getType());
                    }
                })
                .toString();
    }

    /** Returns what an aggregate is. */
    static String of(AggregateCall call, List<String> columns) {
        String arguments = call.getArgList().stream().map(columns::get).collect(Collectors.joining(", "));
        StringBuilder text = new StringBuilder(call.getAggregation().getName())
                .append(call.isDistinct() ? "(DISTINCT " : "(")
                .append(arguments)
                .append(')');
        if (!call.getCollation().getFieldCollations().isEmpty()) {
            text.append(" WITHIN GROUP (").append(order(call, columns)).append(')');
        }
        if (call.filterArg >= 0) {
            text.append(" FILTER (").append(columns.get(call.filterArg)).append(')');
        }
        return text.toString();
    }

    /** Returns what some columns are. */
    static List<String> of(List<Integer> positions, List<String> columns) {
        return positions.stream().map(columns::get).toList();
    }

    /** Returns what an order is. */
    static String of(RowOrder order, List<String> columns) {
        List<String> keys = new ArrayList<>();
        for (RowOrder.Key key : order.keys()) {
            keys.add(columns.get(key.column())
                    + (key.descending() ? " DESC" : " ASC")
                    + (key.nullsFirst() ? " NULLS FIRST" : " NULLS LAST"));
        }
        return String.join(", ", keys);
    }

    /** Returns what a function of OVER is, but for the partitions and their order. */
    static String of(OverCall call, List<String> columns) {
        AggregateCall aggregate = call.aggregate();
        if (aggregate != null) {
            return of(aggregate, columns) + " " + call.frame();
        }
        String argument = call.argument() < 0 ? "" : columns.get(call.argument()) + ", ";
        String otherwise = call.otherwise() < 0 ? "" : ", " + columns.get(call.otherwise());
        return call.function() + "(" + argument + call.number() + otherwise + ")";
    }

    private static String order(AggregateCall call, List<String> columns) {
        List<String> fields = new ArrayList<>();
        for (RelFieldCollation field : call.getCollation().getFieldCollations()) {
            fields.add(columns.get(field.getFieldIndex()) + " " + field.shortString());
        }
        return String.join(", ", fields);
    }

    /** Returns a text of so many characters at most: of a longer one, the beginning and a digest. What says what a column is can hold another such text several times. */
    static String brief(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        return text.substring(0, most / 2) + "...#" + UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns each text once, with a number behind those that were there before. */
    static List<String> distinct(List<String> texts) {
        List<String> names = new ArrayList<>();
        for (String text : texts) {
            String name = text;
            for (int number = 2; names.contains(name); number++) {
                name = text + "#" + number;
            }
            names.add(name);
        }
        return names;
    }

    /** A column, where it is called by what it is. */
    private static final class Named extends RexVariable {
        Named(String name, RelDataType type) {
            super(name, type);
        }

        @Override
        public <R> R accept(RexVisitor<R> visitor) {
            throw new UnsupportedOperationException("Only its text is asked for");
        }

        @Override
        public <R, P> R accept(RexBiVisitor<R, P> visitor, P argument) {
            throw new UnsupportedOperationException("Only its text is asked for");
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Named named && named.digest.equals(digest);
        }

        @Override
        public int hashCode() {
            return String.valueOf(digest).hashCode();
        }
    }
}
