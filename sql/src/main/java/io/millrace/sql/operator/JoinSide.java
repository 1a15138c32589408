/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.operator;

import java.util.List;
import org.apache.calcite.rel.type.RelDataType;

/**
 * One input of a join.
 *
 * @param row what its rows are
 * @param keys the columns that equal those of the other input, in the same order
 * @param matchesNull for each of them whether null matches null, as by IS NOT DISTINCT FROM; by {@code =} it matches nothing
 * @param preserved whether its rows come out, with nulls beside them, where nothing matches
 * @param appendOnly whether its rows only ever come
 */
public record JoinSide(
        RelDataType row, List<Integer> keys, List<Boolean> matchesNull, boolean preserved, boolean appendOnly) {
    public JoinSide {
        keys = List.copyOf(keys);
        matchesNull = List.copyOf(matchesNull);
    }
}
