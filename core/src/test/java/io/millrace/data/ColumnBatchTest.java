/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ColumnBatchTest {
    private static ColumnBatch fourRows() {
        return new ColumnBatch(
                new Object[] {new long[] {7, 9, 4, 2}, new Object[] {"a", "b", null, "d"}},
                new boolean[][] {null, {false, false, true, false}},
                new long[] {10, 20, 30, 40},
                4);
    }

    private static ColumnBatch secondAndThird() {
        ColumnBatch batch = fourRows();
        batch.selection = new int[] {1, 2};
        batch.size = 2;
        return batch;
    }

    private static List<String> rows(ColumnBatch batch) {
        List<String> rows = new ArrayList<>();
        for (int row = 0; row < batch.size; row++) {
            int position = batch.position(row);
            Object text = batch.isNull(1, position) ? "null" : ((Object[]) batch.columns[1])[position];
            rows.add(((long[]) batch.columns[0])[position] + " " + text + " @" + batch.timestamps[position]);
        }
        return rows;
    }

    @Test
    void holdsTheRowsThatAreSelected() {
        assertThat(rows(fourRows())).containsExactly("7 a @10", "9 b @20", "4 null @30", "2 d @40");
        assertThat(rows(secondAndThird())).containsExactly("9 b @20", "4 null @30");
    }

    @Test
    void isCutIntoRowsThatFollowEachOther() {
        assertThat(rows(fourRows().slice(1, 3))).containsExactly("9 b @20", "4 null @30");
        assertThat(rows(secondAndThird().slice(1, 2))).containsExactly("4 null @30");
        assertThatThrownBy(() -> secondAndThird().slice(1, 3)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void sharesColumnsWithItsCopiesAndNotWhatSelectsRows() {
        ColumnBatch batch = fourRows();
        ColumnBatch copy = batch.copy();
        copy.selection = new int[] {3};
        copy.size = 1;
        copy.columns[0] = new long[] {0, 0, 0, 1};

        assertThat(copy.columns[1]).isSameAs(batch.columns[1]);
        assertThat(rows(batch)).hasSize(4).startsWith("7 a @10");
        assertThat(rows(copy)).containsExactly("1 d @40");
    }

    static Stream<Arguments> columns() {
        return Stream.<Object>of(
                        new long[] {1, 2, 3},
                        new int[] {1, 2, 3},
                        new double[] {1, 2, 3},
                        new float[] {1, 2, 3},
                        new byte[] {1, 2, 3},
                        new Object[] {"1", "2", "3"})
                .map(Arguments::of);
    }

    @ParameterizedTest
    @MethodSource("columns")
    void gathersTheValuesOfAColumnOfAnyKind(Object column) {
        Object gathered = ColumnBatch.gather(column, new int[] {0, 2}, 2);
        assertThat(gathered).hasSameClassAs(column);
        assertThat(Array.getLength(gathered)).isEqualTo(2);
        assertThat(Array.get(gathered, 1)).isEqualTo(Array.get(column, 2));
        assertThat(Array.get(ColumnBatch.gather(column, null, 2), 1)).isEqualTo(Array.get(column, 1));
    }

    @Test
    void refusesWhatIsNoColumn() {
        assertThatThrownBy(() -> ColumnBatch.gather(new char[0], null, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("char[]");
    }
}
