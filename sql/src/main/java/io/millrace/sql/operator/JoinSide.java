/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.operator;

import io.millrace.data.RowType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;

/**
 * One input of a join.
 *
 * @param row what its rows are
 * @param stored the same, as snapshots tell it
 * @param keys the columns that equal those of the other input, in the same order
 * @param matchesNull for each of them whether null matches null, as by IS NOT DISTINCT FROM; by {@code =} it matches nothing
 * @param preserved whether its rows come out, with nulls beside them, where nothing matches
 * @param appendOnly whether its rows only ever come
 * @param upserts whether its rows have the columns {@code keys} for a key of their own, by which those that come take the place of others, and deletions are found; not both of that and {@code preserved} where such a
 *     column may be null and matches nothing then
 * @param ttlMillis how long a row is kept; 0 for ever
 */
public record JoinSide(
        RelDataType row,
        RowType stored,
        List<Integer> keys,
        List<Boolean> matchesNull,
        boolean preserved,
        boolean appendOnly,
        boolean upserts,
        long ttlMillis) {
    /** A side whose rows are kept for ever. */
    public JoinSide(
            RelDataType row,
            RowType stored,
            List<Integer> keys,
            List<Boolean> matchesNull,
            boolean preserved,
            boolean appendOnly) {
        this(row, stored, keys, matchesNull, preserved, appendOnly, false, 0);
    }

    public JoinSide {
        keys = List.copyOf(keys);
        matchesNull = List.copyOf(matchesNull);
    }

    /** Returns the type of the key, as snapshots tell it. */
    RowType keyType() {
        List<String> names = new ArrayList<>();
        for (int column : keys) { // one may be there twice, as in ON a.x = b.y AND a.x = b.z
            String name = stored.names().get(column);
            names.add(names.contains(name) ? name + "#" + (names.size() + 1) : name);
        }
        return RowType.of(names, keys.stream().map(stored.types()::get).toList());
    }

    /** Returns the type of rows with one column more. */
    RowType storedWith(String name, Type type) {
        List<String> names = new ArrayList<>(stored.names());
        List<Type> columnTypes = new ArrayList<>(stored.types());
        names.add(name);
        columnTypes.add(type);
        return RowType.of(names, columnTypes);
    }
}
