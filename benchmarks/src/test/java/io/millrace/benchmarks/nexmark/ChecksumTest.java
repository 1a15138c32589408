/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ChecksumTest {

    @Test
    void doesNotDependOnTheOrderOfRowsNorOnTheirDivision() {
        List<Long> rows = new ArrayList<>(LongStream.range(0, 1000)
                .map(row -> RowHash.hotItem(row, row * 7, 3))
                .boxed()
                .toList());
        Checksum inOrder = checksum(rows);
        Collections.shuffle(rows, new Random(1));
        Checksum divided = checksum(rows.subList(0, 300));
        divided.merge(checksum(rows.subList(300, 1000)));
        assertThat(divided).hasToString(inOrder.toString());
    }

    @Test
    void tellsRowsThatDifferInOneFieldApart() {
        assertThat(List.of(
                        RowHash.session(1, 2, 3, 4),
                        RowHash.session(2, 1, 3, 4),
                        RowHash.session(1, 2, 4, 3),
                        RowHash.session(1, 2, 3, 5)))
                .doesNotHaveDuplicates();
    }

    @Test
    void tellsARowThatIsThereTwiceFromOneThatIsThereOnce() {
        long row = RowHash.auctionPrice(1, 2);
        assertThat(checksum(List.of(row, row)))
                .doesNotHaveToString(checksum(List.of(row)).toString());
    }

    @Test
    void forgetsRowsThatAreRetracted() {
        Checksum checksum = checksum(List.of(RowHash.auctionPrice(1, 2)));
        checksum.retract(RowHash.auctionPrice(3, 4));
        checksum.add(RowHash.auctionPrice(3, 4));
        assertThat(checksum)
                .hasToString(checksum(List.of(RowHash.auctionPrice(1, 2))).toString());
        assertThat(checksum.rows()).isEqualTo(1);
    }

    private static Checksum checksum(List<Long> rows) {
        Checksum checksum = new Checksum();
        rows.forEach(checksum::add);
        return checksum;
    }
}
