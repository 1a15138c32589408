/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlotSetTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void isASetOfNumbers(long seed) {
        Random random = new Random(seed);
        int bound = 1 << (4 + random.nextInt(18));
        SlotSet first = new SlotSet();
        SlotSet second = new SlotSet();
        TreeSet<Integer> firstNumbers = fill(first, random, bound);
        TreeSet<Integer> secondNumbers = fill(second, random, 1 << 12);
        assertHolds(first, firstNumbers);
        SlotSet union = first.union(second);
        SlotSet sameUnion = second.union(first);
        assertHolds(first, firstNumbers);
        assertHolds(second, secondNumbers);
        firstNumbers.addAll(secondNumbers);
        assertHolds(union, firstNumbers);
        assertHolds(sameUnion, firstNumbers);
        union.add(7);
        first.remove(8);
        second.remove(8);
        firstNumbers.add(7);
        assertHolds(union, firstNumbers);
    }

    private static TreeSet<Integer> fill(SlotSet set, Random random, int bound) {
        TreeSet<Integer> numbers = new TreeSet<>();
        for (int i = 0; i < 2_000; i++) {
            int slot = random.nextInt(bound);
            if (random.nextInt(4) > 0) {
                set.add(slot);
                numbers.add(slot);
            } else {
                set.remove(slot);
                numbers.remove(slot);
            }
            assertThat(set.contains(slot)).isEqualTo(numbers.contains(slot));
        }
        return numbers;
    }

    private static void assertHolds(SlotSet set, TreeSet<Integer> numbers) {
        List<Integer> found = new ArrayList<>();
        for (int slot = set.next(0); slot >= 0; slot = set.next(slot + 1)) {
            found.add(slot);
        }
        assertThat(found).containsExactlyElementsOf(numbers);
        assertThat(set.size()).isEqualTo(numbers.size());
    }
}
