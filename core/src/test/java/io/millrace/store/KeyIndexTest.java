/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KeyIndexTest {
    private static final long[] EXTREMES = {
        0, -1, 1, Long.MIN_VALUE, Long.MAX_VALUE, Integer.MIN_VALUE, Integer.MAX_VALUE, 1L << 32, -(1L << 32)
    };

    @Test
    void findsExtremeLongKeys() {
        LongKeyIndex index = new LongKeyIndex();
        for (int i = 0; i < EXTREMES.length; i++) {
            assertThat(index.find(EXTREMES[i])).isEqualTo(-1);
            index.insert(EXTREMES[i], i);
        }
        for (int i = 0; i < EXTREMES.length; i++) {
            assertThat(index.find(EXTREMES[i])).isEqualTo(i);
        }
    }

    @Test
    void longIndexBehavesLikeAMap() {
        for (long seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            long stride = seed % 4 == 0 ? 1L << 32 : seed % 4 == 1 ? 1 : seed % 4 == 2 ? -1024 : 0x9E3779B97F4A7C15L;
            LongKeyIndex index = new LongKeyIndex();
            Map<Long, Integer> model = new HashMap<>();
            for (int step = 0; step < 40_000; step++) {
                long key = random.nextInt(9000) * stride;
                Integer known = model.get(key);
                assertThat(index.find(key)).isEqualTo(known == null ? -1 : known);
                if (known == null && random.nextInt(3) > 0) {
                    index.insert(key, step);
                    model.put(key, step);
                } else if (known != null && random.nextInt(3) == 0) {
                    index.remove(key);
                    model.remove(key);
                }
            }
            model.forEach((key, slot) -> assertThat(index.find(key)).isEqualTo(slot));
        }
    }

    @Test
    void objectIndexBehavesLikeAMapEvenWhereHashesCollide() {
        for (long seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            int hashes = seed % 4 == 0 ? 50 : 1 << 30;
            ObjectPages keys = new ObjectPages(new OpenSnapshots());
            ObjectKeyIndex index = new ObjectKeyIndex(keys);
            Map<Object, Integer> model = new HashMap<>();
            for (int step = 0; step < 20_000; step++) {
                if (step % LongPages.PAGE_SIZE == 0) {
                    keys.addPage();
                }
                Object key = new Clashing(random.nextInt(6000), hashes);
                Integer known = model.get(key);
                assertThat(index.find(key)).isEqualTo(known == null ? -1 : known);
                if (known == null) {
                    keys.set(step, key);
                    index.insert(key, step);
                    model.put(key, step);
                } else if (random.nextInt(2) == 0) {
                    index.remove(key, known);
                    model.remove(key);
                }
            }
            model.forEach((key, slot) -> assertThat(index.find(key)).isEqualTo(slot));
        }
    }

    @Test
    void growingMovesNoMoreThanOneSegment() {
        LongKeyIndex longs = new LongKeyIndex();
        ObjectPages keys = new ObjectPages(new OpenSnapshots());
        ObjectKeyIndex objects = new ObjectKeyIndex(keys);
        for (int i = 0; i < 500_000; i++) {
            if (i % LongPages.PAGE_SIZE == 0) {
                keys.addPage();
            }
            longs.insert(i, i);
            keys.set(i, "key " + i);
            objects.insert("key " + i, i);
        }
        assertThat(longs.largestMove()).isBetween(1, LongKeyIndex.SEGMENT_CAPACITY);
        assertThat(objects.largestMove()).isBetween(1, LongKeyIndex.SEGMENT_CAPACITY);
        for (int i = 0; i < 500_000; i += 7) {
            assertThat(longs.find(i)).isEqualTo(i);
            assertThat(objects.find("key " + i)).isEqualTo(i);
        }
    }

    private record Clashing(int id, int hashes) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Clashing that && that.id == id;
        }

        @Override
        public int hashCode() {
            return id % hashes;
        }
    }
}
