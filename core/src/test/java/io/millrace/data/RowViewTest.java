/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RowViewTest {
    private static final Object[] COLUMNS = {
        new long[] {7, 1L << 40, 0},
        new int[] {-3, 4, 0},
        new double[] {0.5, -0.0, Double.NaN},
        new float[] {0.25f, 1, 0},
        new byte[] {1, 0, 0},
        new Object[] {"a", new byte[] {1, 2}, null},
        new Object[] {List.of(1, "x"), Map.of("k", 1), "z"},
    };

    @SuppressWarnings("NullAway") // a column without nulls has no array for them
    private static ColumnBatch batch() {
        boolean[][] nulls = new boolean[COLUMNS.length][];
        nulls[5] = new boolean[] {false, false, true};
        return new ColumnBatch(COLUMNS, nulls, new long[3], 3);
    }

    @Test
    void equalsTheRowItIsAtAndHashesLikeIt() {
        RowView view = new RowView(0, 1, 2, 3, 4, 5, 6);
        for (int position = 0; position < 3; position++) {
            RowData row = view.at(batch(), position).toRow();

            assertThat(view.hashCode()).isEqualTo(row.hashCode());
            assertThat(view.equals(row)).isTrue();
            assertThat(view.at(batch(), (position + 1) % 3).equals(row)).isFalse();
        }
    }

    @Test
    void looksAtItsColumnsInTheirOrder() {
        RowView view = new RowView(1, 0).at(batch(), 0);

        assertThat(view.toRow()).isEqualTo(RowData.of(-3, 7L));
        assertThat(view.equals(RowData.of(7L, -3))).isFalse();
        assertThat(view.equals(RowData.of(-3, 7L, 1))).isFalse();
        assertThat(view.equals(RowData.of(-3L, 7L))).isFalse();
    }

    @Test
    void tellsNullFromZero() {
        RowView view = new RowView(5, 0).at(batch(), 2);

        assertThat(view.equals(RowData.of(null, 0L))).isTrue();
        assertThat(view.equals(RowData.of("", 0L))).isFalse();
    }

    @Test
    void hashesAllRowsOfABatchAsItHashesEach() {
        for (int[] columns : new int[][] {{0, 1, 2, 3, 4, 5, 6}, {5, 0}, {6}, {}}) {
            RowView view = new RowView(columns);
            ColumnBatch batch = batch().select(new int[] {2, 0});
            view.hashRows(batch);
            for (int position : new int[] {0, 2}) {
                assertThat(view.at(batch, position).hashCode())
                        .isEqualTo(view.toRow().hashCode());
            }
            assertThat(view.at(batch(), 1).hashCode())
                    .as("of another batch")
                    .isEqualTo(view.toRow().hashCode());
        }
    }
}
