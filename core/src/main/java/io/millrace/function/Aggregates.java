/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.function;

import java.io.Serializable;
import java.util.function.ToLongFunction;

/** Aggregates that everybody needs, with accumulators that are plain {@code long}s. */
public final class Aggregates {
    private Aggregates() {}

    /** A function to a long that can travel with a job. */
    @FunctionalInterface
    public interface LongExtractor<T> extends ToLongFunction<T>, Serializable {}

    /** The number of elements. */
    public static <T> LongAggregateFunction<T, Long> count() {
        return new Count<>();
    }

    /** The sum of a number over all elements; wraps around as {@code long} does. */
    public static <T> LongAggregateFunction<T, Long> sum(LongExtractor<T> extractor) {
        return new Sum<>(extractor);
    }

    /** The lowest number. */
    public static <T> LongAggregateFunction<T, Long> min(LongExtractor<T> extractor) {
        return new Min<>(extractor);
    }

    /** The highest number. */
    public static <T> LongAggregateFunction<T, Long> max(LongExtractor<T> extractor) {
        return new Max<>(extractor);
    }

    private record Count<T>() implements LongAggregateFunction<T, Long> {
        @Override
        public long create() {
            return 0;
        }

        @Override
        public long addTo(T value, long accumulator) {
            return accumulator + 1;
        }

        @Override
        public long mergeLongs(long a, long b) {
            return a + b;
        }

        @Override
        public boolean isInvertible() {
            return true;
        }

        @Override
        public long subtractLongs(long accumulator, long part) {
            return accumulator - part;
        }

        @Override
        public Long result(long accumulator) {
            return accumulator;
        }
    }

    private record Sum<T>(LongExtractor<T> extractor) implements LongAggregateFunction<T, Long> {
        @Override
        public long create() {
            return 0;
        }

        @Override
        public long addTo(T value, long accumulator) {
            return accumulator + extractor.applyAsLong(value);
        }

        @Override
        public long mergeLongs(long a, long b) {
            return a + b;
        }

        @Override
        public boolean isInvertible() {
            return true;
        }

        @Override
        public long subtractLongs(long accumulator, long part) {
            return accumulator - part;
        }

        @Override
        public Long result(long accumulator) {
            return accumulator;
        }
    }

    private record Min<T>(LongExtractor<T> extractor) implements LongAggregateFunction<T, Long> {
        @Override
        public long create() {
            return Long.MAX_VALUE;
        }

        @Override
        public long addTo(T value, long accumulator) {
            return Math.min(accumulator, extractor.applyAsLong(value));
        }

        @Override
        public long mergeLongs(long a, long b) {
            return Math.min(a, b);
        }

        @Override
        public Long result(long accumulator) {
            return accumulator;
        }
    }

    private record Max<T>(LongExtractor<T> extractor) implements LongAggregateFunction<T, Long> {
        @Override
        public long create() {
            return Long.MIN_VALUE;
        }

        @Override
        public long addTo(T value, long accumulator) {
            return Math.max(accumulator, extractor.applyAsLong(value));
        }

        @Override
        public long mergeLongs(long a, long b) {
            return Math.max(a, b);
        }

        @Override
        public Long result(long accumulator) {
            return accumulator;
        }
    }
}
