/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.data.RowKind;
import io.millrace.sql.row.Row;
import org.junit.jupiter.api.Test;

/** The table that a changelog makes. */
class MaterializedRowsTest {
    private final MaterializedRows rows = new MaterializedRows(3);

    private void apply(RowKind kind, Object... fields) {
        rows.apply(Row.ofKind(kind, fields));
    }

    @Test
    void anUpdatedRowStaysInItsPlace() {
        apply(RowKind.INSERT, "a", 1);
        apply(RowKind.INSERT, "b", 1);
        apply(RowKind.UPDATE_BEFORE, "a", 1);
        apply(RowKind.UPDATE_AFTER, "a", 2);

        assertThat(rows.last(9)).containsExactly(Row.of("a", 2), Row.of("b", 1));
        assertThat(rows.count()).isEqualTo(2);
    }

    @Test
    void aDeletionTakesOneOfEqualRows() {
        apply(RowKind.INSERT, "a");
        apply(RowKind.INSERT, "a");
        apply(RowKind.DELETE, "a");

        assertThat(rows.last(9)).containsExactly(Row.of("a"));
    }

    @Test
    void theOldestOfTooManyRowsAreOnlyCounted() {
        for (int i = 1; i <= 5; i++) {
            apply(RowKind.INSERT, i);
        }

        assertThat(rows.last(9)).containsExactly(Row.of(3), Row.of(4), Row.of(5));
        assertThat(rows.last(1)).containsExactly(Row.of(5));
        assertThat(rows.count()).isEqualTo(5);

        apply(RowKind.DELETE, 1);
        assertThat(rows.count()).isEqualTo(4);
    }
}
