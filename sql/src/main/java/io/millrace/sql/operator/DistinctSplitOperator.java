/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.operator;

import io.millrace.data.ColumnBatch;
import io.millrace.data.RowView;
import java.util.Arrays;
import java.util.List;

/**
 * Deals out the values of distinct aggregates: each row comes once for every list of columns that values consist of, with the number of the part that its value belongs to, and for each list whether
 * it comes for that one. What is the same in all of these rows is shared, and nothing is copied.
 *
 * <pre>
 *  COUNT(DISTINCT a), SUM(DISTINCT b)      a   b   part                   of a    of b
 *                                          1   7   2 * (hash(1) % n)      true    false
 *                                          1   7   2 * (hash(7) % n) + 1  false   true
 * </pre>
 */
public final class DistinctSplitOperator extends ColumnOperator {
    private final List<RowView> values;
    private final int buckets;

    /**
     * @param values the columns that values consist of, once for each that differ
     * @param buckets how many parts there are for each of them
     */
    public DistinctSplitOperator(List<List<Integer>> values, int buckets) {
        this.values = values.stream()
                .map(columns ->
                        new RowView(columns.stream().mapToInt(Integer::intValue).toArray()))
                .toList();
        this.buckets = buckets;
    }

    @Override
    public void onColumns(int input, ColumnBatch batch) {
        int width = batch.columns.length;
        byte[] yes = new byte[batch.timestamps.length];
        byte[] no = new byte[batch.timestamps.length];
        Arrays.fill(yes, (byte) 1);
        for (int value = 0; value < values.size(); value++) {
            Object[] columns = Arrays.copyOf(batch.columns, width + 1 + values.size());
            columns[width] = parts(batch, value);
            Arrays.fill(columns, width + 1, columns.length, no);
            columns[width + 1 + value] = yes;
            output().emit(batch.withColumns(columns, Arrays.copyOf(batch.nulls, columns.length)));
        }
    }

    private long[] parts(ColumnBatch batch, int value) {
        long[] parts = new long[batch.timestamps.length];
        for (int row = 0; row < batch.size; row++) {
            int position = batch.position(row);
            int hash = values.get(value).at(batch, position).hashCode();
            parts[position] = (long) Math.floorMod(hash, buckets) * values.size() + value;
        }
        return parts;
    }
}
