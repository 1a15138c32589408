/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.differential.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.data.RowKind;
import io.millrace.differential.sql.Answer.ChangedRow;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    private static final ChangedRow A = new ChangedRow(RowKind.INSERT, "[1, 'a']");
    private static final ChangedRow B = new ChangedRow(RowKind.INSERT, "[2, 'b']");
    private static final ChangedRow WITHOUT_A = new ChangedRow(RowKind.DELETE, "[1, 'a']");

    @Test
    void sameRowsInAnotherOrderAreNoDifference() {
        assertThat(Comparison.of(rows(A, B, A), rows(A, A, B), true)).isNull();
    }

    @Test
    void showsWhichRowsOneHasAndTheOtherHasNot() {
        assertThat(Comparison.of(rows(A, A), rows(A, B), false))
                .isEqualTo("table: Flink alone has [1 x [2, 'b']], Millrace alone has [1 x [1, 'a']]");
    }

    @Test
    void aDetourIsADifferenceOfChangelogsAlone() {
        assertThat(Comparison.of(rows(A, WITHOUT_A, B), rows(B), false)).isNull();
        assertThat(Comparison.of(rows(A, WITHOUT_A, B), rows(B), true)).contains("+I[1, 'a']", "-D[1, 'a']");
    }

    @Test
    void takingBackWhatIsNotThereIsWrongWhateverComesOfIt() {
        assertThat(Comparison.of(rows(WITHOUT_A, A, B), rows(B), false))
                .contains("change 0 of Millrace, -D[1, 'a'], takes back a row that is not there");
    }

    @Test
    void aZeroIsNotANegativeOneUnlessThatIsAskedFor() {
        Answer.Rows negative = rows(new ChangedRow(RowKind.INSERT, "[-0.0, '-0.0', [-0.0, 1.0]]"));
        Answer.Rows positive = rows(new ChangedRow(RowKind.INSERT, "[0.0, '-0.0', [0.0, 1.0]]"));
        assertThat(Comparison.of(negative, positive, true)).isNotNull();
        assertThat(Comparison.of(negative.withoutSignsOfZero(), positive.withoutSignsOfZero(), true))
                .isNull();
        assertThat(negative.withoutSignsOfZero()).isEqualTo(positive);
    }

    @Test
    void typesAreCompared() {
        Answer.Rows found = new Answer.Rows(List.of("INT"), List.of());
        Answer.Rows expected = new Answer.Rows(List.of("BIGINT"), List.of());
        assertThat(Comparison.of(found, expected, false)).isEqualTo("types: Millrace [INT], Flink [BIGINT]");
    }

    private static Answer.Rows rows(ChangedRow... rows) {
        return new Answer.Rows(List.of("INT", "STRING"), List.of(rows));
    }
}
