/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.simulation;

import java.util.List;
import java.util.SplittableRandom;

/** The one source of chance in a world: the same seed gives the same answers to the same questions. */
public final class Randomness {
    private final SplittableRandom random;

    public Randomness(long seed) {
        this.random = new SplittableRandom(seed);
    }

    public boolean chance(double probability) {
        return probability > 0 && random.nextDouble() < probability;
    }

    /** Returns a number from 0 to {@code bound - 1}. */
    public int below(int bound) {
        return random.nextInt(bound);
    }

    /** Returns a number from {@code least} to {@code most}, both included. */
    public int between(int least, int most) {
        return least + random.nextInt(most - least + 1);
    }

    /** Returns a number from 1 to {@code most}, small ones as likely as large ones: each power of two counts alike. */
    public int upTo(int most) {
        int bits = 32 - Integer.numberOfLeadingZeros(most);
        int limit = Math.min(most, 1 << between(0, bits));
        return between(1, limit);
    }

    public <T> T pick(List<T> list) {
        return list.get(below(list.size()));
    }

    public long nextSeed() {
        return random.nextLong();
    }
}
