/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.tuple.Tuple2;
import io.millrace.tuple.Tuple3;
import org.junit.jupiter.api.Test;

class FieldReducerTest {
    record Amount(long cents, String currency) {}

    record Order(String user, Amount amount) {}

    static class Pojo {
        int count;
        Tuple2<String, Integer> inner = Tuple2.of("", 0);
    }

    @Test
    void sumsATupleByPositionAndLeavesItsArgumentsAlone() throws Exception {
        Tuple2<String, Integer> first = Tuple2.of("a", 1);
        Tuple2<String, Integer> second = Tuple2.of("b", 2);
        assertThat(FieldReducer.<Tuple2<String, Integer>>sum("1").reduce(first, second))
                .isEqualTo(Tuple2.of("a", 3));
        assertThat(FieldReducer.<Tuple2<String, Integer>>sum("f1").reduce(first, second))
                .isEqualTo(Tuple2.of("a", 3));
        assertThat(first).isEqualTo(Tuple2.of("a", 1));
        assertThat(second).isEqualTo(Tuple2.of("b", 2));
    }

    @Test
    void sumsRecordsArraysAndNumbersByPosition() throws Exception {
        assertThat(FieldReducer.<Amount>sum("0").reduce(new Amount(1, "EUR"), new Amount(2, "USD")))
                .isEqualTo(new Amount(3, "EUR"));
        assertThat(FieldReducer.<double[]>sum("1").reduce(new double[] {1, 2}, new double[] {3, 4}))
                .containsExactly(1, 6);
        assertThat(FieldReducer.<Long>sum("0").reduce(3L, 4L)).isEqualTo(7);
        assertThat(FieldReducer.<String>max("*").reduce("a", "b")).isEqualTo("b");
    }

    @Test
    void sumsFieldsOfFields() throws Exception {
        Order order = new Order("ann", new Amount(5, "EUR"));
        assertThat(FieldReducer.<Order>sum("amount.cents").reduce(order, new Order("bob", new Amount(7, "USD"))))
                .isEqualTo(new Order("ann", new Amount(12, "EUR")));
        Pojo pojo = new Pojo();
        pojo.inner = Tuple2.of("x", 1);
        Pojo sum = FieldReducer.<Pojo>sum("inner.f1").reduce(pojo, pojo);
        assertThat(sum.inner).isEqualTo(Tuple2.of("x", 2));
        assertThat(pojo.inner).isEqualTo(Tuple2.of("x", 1));
    }

    @Test
    void ofEqualElementsTheFirstOrTheLastStays() throws Exception {
        Tuple3<String, Integer, Integer> first = Tuple3.of("a", 1, 1);
        Tuple3<String, Integer, Integer> second = Tuple3.of("a", 1, 2);
        assertThat(FieldReducer.<Tuple3<String, Integer, Integer>>minBy("1", true)
                        .reduce(first, second))
                .isSameAs(first);
        assertThat(FieldReducer.<Tuple3<String, Integer, Integer>>minBy("1", false)
                        .reduce(first, second))
                .isSameAs(second);
        assertThat(FieldReducer.<Tuple3<String, Integer, Integer>>maxBy("2", true)
                        .reduce(first, second))
                .isSameAs(second);
    }

    @Test
    void aFieldThatIsNotThereIsRefusedWithTheOnesThatAre() {
        Amount amount = new Amount(1, "EUR");
        assertThatThrownBy(() -> FieldReducer.<Amount>sum("euros").reduce(amount, amount))
                .hasMessageContaining("has no field 'euros'; it has [cents, currency]");
        assertThatThrownBy(() -> FieldReducer.<Amount>sum("2").reduce(amount, amount))
                .hasMessageContaining("has the components 0 to 1, and none at position 2");
        assertThatThrownBy(() -> FieldReducer.<Pojo>sum("0").reduce(new Pojo(), new Pojo()))
                .hasMessageContaining("Name the field");
        assertThatThrownBy(() -> FieldReducer.<Amount>sum("currency").reduce(amount, amount))
                .hasMessageContaining("cannot be added up");
    }
}
