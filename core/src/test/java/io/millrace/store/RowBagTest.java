/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.data.RowData;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RowBagTest {
    private static final int STEPS = 4_000;

    @Test
    void holdsWhatAMapOfCountsHolds() {
        for (int seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            int values = 2 + random.nextInt(200);
            RowBag bag = new RowBag();
            Map<RowData, Long> counts = new HashMap<>();
            for (int step = 0; step < STEPS; step++) {
                RowData row = RowData.of((long) random.nextInt(values), "x");
                if (random.nextInt(100) < (step / 500 % 2 == 0 ? 70 : 30)) {
                    bag.add(row);
                    counts.merge(row, 1L, Long::sum);
                } else {
                    assertThat(bag.remove(row)).isEqualTo(counts.containsKey(row));
                    counts.computeIfPresent(row, (key, count) -> count == 1 ? null : count - 1);
                }
            }
            assertThat(contents(bag)).as("seed %d", seed).isEqualTo(counts);
            assertThat(contents(bag.copy())).as("seed %d", seed).isEqualTo(counts);
        }
    }

    private static Map<RowData, Long> contents(RowBag bag) {
        Map<RowData, Long> contents = new HashMap<>();
        for (int place = 0; place < bag.size(); place++) {
            assertThat(contents.put(bag.row(place), bag.count(place))).isNull();
            assertThat(bag.find(bag.row(place))).isEqualTo(place);
        }
        return contents;
    }

    @Test
    void marksGoWithTheirRows() {
        RowBag bag = new RowBag();
        for (long value = 0; value < 30; value++) {
            bag.mark(bag.append(RowData.of(value)), value * 10);
        }
        for (long value = 0; value < 30; value += 3) {
            bag.removeAt(bag.find(RowData.of(value)));
        }
        assertThat(bag.size()).isEqualTo(20);
        for (int place = 0; place < bag.size(); place++) {
            assertThat(bag.mark(place)).isEqualTo(10 * (Long) bag.row(place).get(0));
        }
    }

    @Test
    void aCopyDoesNotSeeWhatHappensLater() {
        RowBag bag = new RowBag();
        RowData row = RowData.of(1L);
        bag.add(row);
        bag.mark(0, 7);
        RowBag copy = bag.copy();
        bag.add(row);
        bag.mark(0, 8);
        bag.add(RowData.of(2L));
        assertThat(copy.size()).isEqualTo(1);
        assertThat(copy.count(0)).isEqualTo(1);
        assertThat(copy.mark(0)).isEqualTo(7);
    }

    @Test
    void rowsThatWereOnlyAppendedAreFoundAllTheSame() {
        RowBag bag = new RowBag();
        for (long value = 0; value < 100; value++) {
            bag.append(RowData.of(value % 50));
        }
        assertThat(bag.size()).isEqualTo(100);
        assertThat(bag.remove(RowData.of(7L))).isTrue();
        assertThat(bag.remove(RowData.of(7L))).isTrue();
        assertThat(bag.remove(RowData.of(7L))).isFalse();
        assertThat(bag.size()).isEqualTo(98);
    }
}
