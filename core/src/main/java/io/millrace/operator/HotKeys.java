/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.operator;

import io.millrace.data.RecordBatch;
import io.millrace.function.KeySelector;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the keys that most records have, at next to no cost: it looks at one record of {@value #EVERY}, and counts those
 * in a Space-Saving sketch. A key that is not among the counted takes the place of the least one, with its count as the
 * error it may have. What is published is sure: the count less that error. Older records count half as much after a while.
 */
final class HotKeys {
    /** A prime, so that a pattern in the stream does not hide a key. */
    static final int EVERY = 61;

    /** How many keys are counted: any that more than this fraction of the records have is among them. */
    private static final int COUNTED = 32;

    private static final int PUBLISHED = 5;
    private static final double LEAST_SHARE = 0.01;
    private static final int FIRST_PUBLISHED_AT = 64;
    private static final int PUBLISH_EVERY = 4_096;
    private static final int HALVE_AT = 1 << 16;
    private static final int LONGEST_TEXT = 100;

    private final OperatorContext context;
    private final @Nullable Object[] keys = new Object[COUNTED];
    private final int[] counts = new int[COUNTED];
    private final int[] errors = new int[COUNTED];
    private int counted;
    private int samples;
    private int publishAt = FIRST_PUBLISHED_AT;
    private int skip;

    HotKeys(OperatorContext context) {
        this.context = context;
    }

    /** Looks at some records of a batch, before the operator changes anything in it. */
    void sample(RecordBatch batch, KeySelector<Object, ?> selector) throws Exception {
        int row = skip;
        for (; row < batch.size; row += EVERY) {
            Object value = batch.values[row];
            if (batch.longKeys != null) {
                count(batch.longKeys[row]);
            } else {
                Object key = value instanceof SlicePartial partial ? partial.key() : selector.getKey(value);
                if (key != null) {
                    count(key);
                }
            }
        }
        skip = row - batch.size;
    }

    private void count(Object key) {
        int place = placeOf(key);
        keys[place] = key;
        counts[place]++;
        if (++samples >= publishAt) {
            publish();
        }
    }

    private int placeOf(Object key) {
        int least = 0;
        for (int i = 0; i < counted; i++) {
            if (key.equals(keys[i])) {
                return i;
            }
            if (counts[i] < counts[least]) {
                least = i;
            }
        }
        if (counted < COUNTED) {
            return counted++;
        }
        errors[least] = counts[least];
        return least;
    }

    private void publish() {
        publishAt = samples < PUBLISH_EVERY ? 2 * samples : samples + PUBLISH_EVERY;
        context.publishHotKeys(hottest());
        if (samples >= HALVE_AT) {
            for (int i = 0; i < counted; i++) {
                counts[i] /= 2;
                errors[i] /= 2;
            }
            samples /= 2;
            publishAt = samples + PUBLISH_EVERY;
        }
    }

    private List<HotKey> hottest() {
        List<HotKey> hottest = new ArrayList<>();
        for (int i = 0; i < counted; i++) {
            double share = (counts[i] - errors[i]) / (double) samples;
            if (share >= LEAST_SHARE) {
                String text = String.valueOf(keys[i]);
                String shown = text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + "...";
                hottest.add(new HotKey(context.operatorName(), shown, share));
            }
        }
        hottest.sort(Comparator.comparingDouble(HotKey::share).reversed().thenComparing(HotKey::key));
        return List.copyOf(hottest.subList(0, Math.min(PUBLISHED, hottest.size())));
    }
}
