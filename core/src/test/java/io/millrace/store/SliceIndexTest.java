/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SliceIndexTest {
    enum Keys {
        LONGS {
            @Override
            Object key(int number, Random random) {
                return number * 1_000_003L;
            }
        },
        INTEGERS {
            @Override
            Object key(int number, Random random) {
                return number;
            }
        },
        TEXTS {
            @Override
            Object key(int number, Random random) {
                return "key " + number;
            }
        },
        MIXED {
            @Override
            Object key(int number, Random random) {
                return number > 100 && random.nextBoolean() ? "key " + number : Long.valueOf(number);
            }
        };

        abstract Object key(int number, Random random);
    }

    @ParameterizedTest
    @EnumSource
    void findsWhatWasNotForgottenAndGivesForgottenSlotsAgain(Keys keys) {
        Random random = new Random(1);
        SliceIndex index = new SliceIndex(0);
        Map<Object, Integer> model = new HashMap<>();
        Set<Object> forgotten = new HashSet<>();
        for (int round = 0; round < 20; round++) {
            for (int i = 0; i < 500; i++) {
                Object key = keys.key(random.nextInt(2_000), random);
                int slot = index.slotOf(key);
                assertThat(model.putIfAbsent(key, slot)).isIn(null, slot);
                forgotten.remove(key);
            }
            assertThat(new HashSet<>(model.values())).hasSize(model.size());
            IntFunction<Object> shared = index.share();
            Map<Object, Integer> then = new HashMap<>(model);
            forgetSome(index, model, forgotten, random);
            model.forEach((key, slot) -> {
                assertThat(index.find(key)).isEqualTo(slot);
                assertThat(index.keyAt(slot)).isEqualTo(key);
            });
            forgotten.forEach(key -> assertThat(index.find(key)).isEqualTo(-1));
            int limit = index.size();
            Object next = keys.key(5_000 + round, random);
            int given = index.slotOf(next);
            assertThat(given).as("a slot of one that was forgotten").isLessThan(limit);
            model.put(next, given);
            then.forEach((key, slot) -> assertThat(shared.apply(slot)).isEqualTo(key));
        }
    }

    private static void forgetSome(SliceIndex index, Map<Object, Integer> model, Set<Object> forgotten, Random random) {
        long[] held = new long[index.size() / Long.SIZE + 1];
        model.entrySet().removeIf(entry -> {
            boolean forgets = random.nextInt(3) == 0;
            if (forgets) {
                forgotten.add(entry.getKey());
            } else {
                held[entry.getValue() >>> 6] |= 1L << entry.getValue();
            }
            return forgets;
        });
        index.keepOnly(held);
    }

    @Test
    void looksForManyKeysAtOnce() {
        SliceIndex index = new SliceIndex(0);
        long[] keys = new long[1_000];
        for (int i = 0; i < 1_000; i++) {
            keys[i] = i * 7L;
            if (i % 2 == 0) {
                index.slotOf(keys[i]);
            }
        }
        int[] slots = new int[1_000];

        index.look(keys, 0, 1_000, slots);

        int found = 0;
        for (int i = 0; i < 1_000; i++) {
            assertThat(slots[i]).isIn(-1, index.find(keys[i]));
            found += slots[i] >= 0 ? 1 : 0;
        }
        assertThat(found).isBetween(250, 500);
    }
}
