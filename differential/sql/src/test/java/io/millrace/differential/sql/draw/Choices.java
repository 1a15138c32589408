/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.differential.sql.draw;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What chance decides, written down: so a query can be drawn again with some of it left out, whatever draws it. Zero is the simplest answer to each question, and all
 * that there is behind the end of what was written down.
 */
public final class Choices {
    private final int[] replayed;
    private final @Nullable SplittableRandom random;
    private final List<Span> spans = new ArrayList<>();
    private int[] made = new int[64];
    private int size;

    private Choices(int[] replayed, @Nullable SplittableRandom random) {
        this.replayed = replayed;
        this.random = random;
    }

    /** Choices that belong together: if one is left out, all are. */
    private record Span(int start, int end) {}

    public static Choices random(long seed) {
        return new Choices(new int[0], new SplittableRandom(seed));
    }

    /** Returns choices that have been made. */
    public static Choices replay(int[] made) {
        return new Choices(made.clone(), null);
    }

    /** Returns a number from 0 to {@code bound - 1}. */
    public int below(int bound) {
        int value = 0;
        if (random != null) {
            value = random.nextInt(bound);
        } else if (size < replayed.length) {
            value = replayed[size] % bound;
        }
        if (size == made.length) {
            made = Arrays.copyOf(made, 2 * size);
        }
        made[size++] = value;
        return value;
    }

    /** Returns true once in so many times. */
    public boolean once(int in) {
        return below(in) == in - 1;
    }

    public <T> T pick(List<T> list) {
        return list.get(below(list.size()));
    }

    @SafeVarargs
    @SuppressWarnings("varargs")
    public final <T> T pick(T... values) {
        return values[below(values.length)];
    }

    /** Draws what can be left out as a whole. */
    public <T> T span(Supplier<T> drawn) {
        int start = size;
        T result = drawn.get();
        if (size > start) {
            spans.add(new Span(start, size));
        }
        return result;
    }

    /** Returns what was drawn. */
    public int[] made() {
        return Arrays.copyOf(made, size);
    }

    /** Returns simpler choices: with spans left out, the longest first, or made zero, and with single choices made smaller. */
    public List<int[]> simpler() {
        List<int[]> simpler = new ArrayList<>();
        List<Span> longestFirst = new ArrayList<>(spans);
        longestFirst.sort((a, b) -> Integer.compare(b.end() - b.start(), a.end() - a.start()));
        for (Span span : longestFirst) {
            simpler.add(without(span));
            addZeroed(simpler, span);
        }
        for (int i = 0; i < size; i++) {
            if (made[i] > 0) {
                addWith(simpler, i, 0);
                addWith(simpler, i, made[i] - 1);
            }
        }
        return simpler;
    }

    private int[] without(Span span) {
        int[] shorter = new int[size - (span.end() - span.start())];
        System.arraycopy(made, 0, shorter, 0, span.start());
        System.arraycopy(made, span.end(), shorter, span.start(), size - span.end());
        return shorter;
    }

    private void addZeroed(List<int[]> simpler, Span span) {
        int[] zeroed = made();
        Arrays.fill(zeroed, span.start(), span.end(), 0);
        if (!Arrays.equals(zeroed, made())) {
            simpler.add(zeroed);
        }
    }

    private void addWith(List<int[]> simpler, int index, int value) {
        int[] changed = made();
        changed[index] = value;
        simpler.add(changed);
    }
}
