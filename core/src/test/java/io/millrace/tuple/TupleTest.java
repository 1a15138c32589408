/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.tuple;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class TupleTest {
    private static final List<Tuple> ONE_TO_FIVE =
            List.of(Tuple1.of(1), Tuple2.of(1, 2), Tuple3.of(1, 2, 3), Tuple4.of(1, 2, 3, 4), Tuple5.of(1, 2, 3, 4, 5));

    @Test
    void fieldsAreReachedByPosition() {
        for (Tuple tuple : ONE_TO_FIVE) {
            for (int pos = 0; pos < tuple.getArity(); pos++) {
                assertThat(tuple.<Integer>getField(pos)).isEqualTo(pos + 1);
                Tuple copy = tuple.copy();
                copy.setField(-1, pos);
                assertThat(copy.<Integer>getField(pos)).isEqualTo(-1);
                assertThat(copy).isNotEqualTo(tuple);
                assertThat(tuple.<Integer>getField(pos)).isEqualTo(pos + 1);
            }
        }
    }

    @Test
    void tuplesOfTheSameValuesAreEqual() {
        for (Tuple tuple : ONE_TO_FIVE) {
            Tuple copy = tuple.copy();
            assertThat(copy).isEqualTo(tuple).hasSameHashCodeAs(tuple).isNotSameAs(tuple);
        }
        assertThat(ONE_TO_FIVE).doesNotHaveDuplicates();
    }

    @Test
    void aTupleIsWrittenAsItsFields() {
        assertThat(Tuple3.of("a", 1L, true)).hasToString("(a,1,true)");
        assertThat(Tuple1.of("a")).hasToString("(a)");
        assertThat(Tuple2.of("a", 1).swap()).isEqualTo(Tuple2.of(1, "a"));
    }

    @Test
    void aPositionThatIsNotThereIsRefusedWithTheOnesThatAre() {
        assertThatThrownBy(() -> Tuple2.of(1, 2).getField(2))
                .isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessage("A Tuple2 has the fields 0 to 1, and no field 2");
        assertThatThrownBy(() -> new Tuple2<String, String>().getFieldNotNull(1))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("Field f1 of (null,null) is null");
    }
}
