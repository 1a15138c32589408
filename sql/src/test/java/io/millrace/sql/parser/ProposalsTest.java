/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.parser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProposalsTest {

    private static final List<String> KNOWN = List.of("customer", "customers", "order_time", "id");

    @ParameterizedTest
    @CsvSource({"custmer, customer", "CUSTOMER, customer", "customres, customers", "ordertime, order_time", "di, id"})
    void theNearestNameIsProposed(String wrong, String meant) {
        assertThat(Proposals.nearest(wrong, KNOWN)).contains(meant);
    }

    @Test
    void aNameThatIsLikeNoneIsLeftAlone() {
        assertThat(Proposals.sentence("price", KNOWN)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"a, a, 0", "ab, ba, 1", "abc, abd, 1", "abc, ab, 1", "abc, xyz, 3", "kitten, sitting, 3"})
    void distanceCountsChanges(String one, String other, int distance) {
        assertThat(Proposals.distance(one, other)).isEqualTo(distance);
        assertThat(Proposals.distance(other, one)).isEqualTo(distance);
    }
}
