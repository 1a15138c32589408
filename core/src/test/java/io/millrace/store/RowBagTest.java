/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.data.RowData;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RowBagTest {
    private static final int STEPS = 4_000;
    private static final RowLayout LAYOUT = RowLayout.of(List.of(Long.class, String.class));

    private final RowArena arena = new RowArena(new RowPages(LAYOUT, new OpenSnapshots()));

    private int row(long value) {
        return arena.add(RowData.of(value, "x"));
    }

    private RowData row(RowBag bag, int place) {
        return arena.rows().row(bag.row(place));
    }

    private void remove(RowBag bag, RowData row) {
        int same = arena.add(row);
        bag.remove(same);
        arena.remove(same);
    }

    private int find(RowBag bag, RowData row) {
        int same = arena.add(row);
        int place = bag.find(same);
        arena.remove(same);
        return place;
    }

    @Test
    void holdsWhatAMapOfCountsHolds() {
        for (int seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            int values = 2 + random.nextInt(200);
            RowBag bag = new RowBag(arena);
            Map<RowData, Long> counts = new HashMap<>();
            for (int step = 0; step < STEPS; step++) {
                RowData row = RowData.of((long) random.nextInt(values), "x");
                if (random.nextInt(100) < (step / 500 % 2 == 0 ? 70 : 30)) {
                    bag.add(arena.add(row));
                    counts.merge(row, 1L, Long::sum);
                } else {
                    remove(bag, row);
                    counts.computeIfPresent(row, (key, count) -> count == 1 ? null : count - 1);
                }
            }
            assertThat(contents(bag)).as("seed %d", seed).isEqualTo(counts);
            assertThat(contents(bag.copy())).as("seed %d", seed).isEqualTo(counts);
            assertThat(arena.size()).as("seed %d", seed).isEqualTo(counts.size());
            bag.release();
            assertThat(arena.size()).isZero();
        }
    }

    private Map<RowData, Long> contents(RowBag bag) {
        Map<RowData, Long> contents = new HashMap<>();
        for (int place = 0; place < bag.size(); place++) {
            assertThat(contents.put(row(bag, place), bag.count(place))).isNull();
            assertThat(find(bag, row(bag, place))).isEqualTo(place);
        }
        return contents;
    }

    @Test
    void marksGoWithTheirRows() {
        RowBag bag = new RowBag(arena);
        for (long value = 0; value < 30; value++) {
            bag.mark(bag.append(row(value)), value * 10);
        }
        for (long value = 0; value < 30; value += 3) {
            bag.removeAt(find(bag, RowData.of(value, "x")));
        }
        assertThat(bag.size()).isEqualTo(20);
        for (int place = 0; place < bag.size(); place++) {
            assertThat(bag.mark(place)).isEqualTo(10 * (Long) row(bag, place).get(0));
        }
    }

    @Test
    void aCopyDoesNotSeeWhatHappensLater() {
        RowBag bag = new RowBag(arena);
        bag.add(row(1));
        bag.mark(0, 7);
        RowBag copy = bag.copy();
        bag.add(row(1));
        bag.mark(0, 8);
        bag.add(row(2));
        assertThat(copy.size()).isEqualTo(1);
        assertThat(copy.count(0)).isEqualTo(1);
        assertThat(copy.mark(0)).isEqualTo(7);
    }

    @Test
    void rowsThatWereOnlyAppendedAreFoundAllTheSame() {
        RowBag bag = new RowBag(arena);
        for (long value = 0; value < 100; value++) {
            bag.append(row(value % 50));
        }
        assertThat(bag.size()).isEqualTo(100);
        remove(bag, RowData.of(7L, "x"));
        assertThat(bag.size()).isEqualTo(99);
        remove(bag, RowData.of(7L, "x"));
        remove(bag, RowData.of(7L, "x"));
        assertThat(bag.size()).isEqualTo(98);
    }
}
