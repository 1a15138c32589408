/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.async;

import java.io.Serializable;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The usual retry strategies. Their predicates travel with a job that runs in other processes, so there they must be
 * {@link Serializable}, as those of {@link RetryPredicates} are; a lambda is where it is cast to that as well.
 */
public final class AsyncRetryStrategies {
    /** One attempt, and no more. */
    public static final AsyncRetryStrategy<Object> NO_RETRY_STRATEGY =
            new FixedDelayRetryStrategyBuilder<Object>(1, 1).build();

    private AsyncRetryStrategies() {}

    /** The next attempt always after the same time. */
    public static final class FixedDelayRetryStrategy<OUT> extends Backoff<OUT> {
        private static final long serialVersionUID = 1L;

        private FixedDelayRetryStrategy(int maxAttempts, long backoffTimeMillis, Outcomes<OUT> outcomes) {
            super(maxAttempts, backoffTimeMillis, backoffTimeMillis, 1, outcomes);
        }
    }

    /** Builds a {@link FixedDelayRetryStrategy}. */
    public static final class FixedDelayRetryStrategyBuilder<OUT> {
        private final int maxAttempts;
        private final long backoffTimeMillis;
        private Outcomes<OUT> outcomes = new Outcomes<>(null, null);

        /**
         * @param maxAttempts how many attempts may follow the first, at least 1
         * @param backoffTimeMillis the time between two attempts in milliseconds, at least 1
         */
        public FixedDelayRetryStrategyBuilder(int maxAttempts, long backoffTimeMillis) {
            this.maxAttempts = positive("maxAttempts", maxAttempts);
            this.backoffTimeMillis = positive("backoffTimeMillis", backoffTimeMillis);
        }

        /** Results for which another attempt is made. */
        public FixedDelayRetryStrategyBuilder<OUT> ifResult(Predicate<? super Collection<OUT>> resultRetryPredicate) {
            outcomes = new Outcomes<>(resultRetryPredicate, outcomes.exceptions());
            return this;
        }

        /** Errors for which another attempt is made. */
        public FixedDelayRetryStrategyBuilder<OUT> ifException(Predicate<? super Throwable> exceptionRetryPredicate) {
            outcomes = new Outcomes<>(outcomes.results(), exceptionRetryPredicate);
            return this;
        }

        public FixedDelayRetryStrategy<OUT> build() {
            return new FixedDelayRetryStrategy<>(maxAttempts, backoffTimeMillis, outcomes);
        }
    }

    /** Each attempt after a longer time than the one before. */
    public static final class ExponentialBackoffDelayRetryStrategy<OUT> extends Backoff<OUT> {
        private static final long serialVersionUID = 1L;

        private ExponentialBackoffDelayRetryStrategy(
                int maxAttempts, long initialDelay, long maxRetryDelay, double multiplier, Outcomes<OUT> outcomes) {
            super(maxAttempts, initialDelay, maxRetryDelay, multiplier, outcomes);
        }
    }

    /** Builds an {@link ExponentialBackoffDelayRetryStrategy}. */
    public static final class ExponentialBackoffDelayRetryStrategyBuilder<OUT> {
        private final int maxAttempts;
        private final long initialDelay;
        private final long maxRetryDelay;
        private final double multiplier;
        private Outcomes<OUT> outcomes = new Outcomes<>(null, null);

        /**
         * @param maxAttempts how many attempts may follow the first, at least 1
         * @param initialDelay the time before the second attempt in milliseconds, at least 1
         * @param maxRetryDelay the longest time between two attempts in milliseconds, at least 1
         * @param multiplier of the time from one attempt to the next, at least 1
         */
        public ExponentialBackoffDelayRetryStrategyBuilder(
                int maxAttempts, long initialDelay, long maxRetryDelay, double multiplier) {
            this.maxAttempts = positive("maxAttempts", maxAttempts);
            this.initialDelay = positive("initialDelay", initialDelay);
            this.maxRetryDelay = positive("maxRetryDelay", maxRetryDelay);
            if (!(multiplier >= 1)) {
                throw new IllegalArgumentException("multiplier is " + multiplier + "; it must be at least 1");
            }
            this.multiplier = multiplier;
        }

        /** Results for which another attempt is made. */
        public ExponentialBackoffDelayRetryStrategyBuilder<OUT> ifResult(
                Predicate<? super Collection<OUT>> resultRetryPredicate) {
            outcomes = new Outcomes<>(resultRetryPredicate, outcomes.exceptions());
            return this;
        }

        /** Errors for which another attempt is made. */
        public ExponentialBackoffDelayRetryStrategyBuilder<OUT> ifException(
                Predicate<? super Throwable> exceptionRetryPredicate) {
            outcomes = new Outcomes<>(outcomes.results(), exceptionRetryPredicate);
            return this;
        }

        public ExponentialBackoffDelayRetryStrategy<OUT> build() {
            return new ExponentialBackoffDelayRetryStrategy<>(
                    maxAttempts, initialDelay, maxRetryDelay, multiplier, outcomes);
        }
    }

    private static int positive(String name, int value) {
        return (int) positive(name, (long) value);
    }

    private static long positive(String name, long value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " is " + value + "; it must be at least 1");
        }
        return value;
    }

    /** Which outcomes call for another attempt; null where none of the kind does. */
    private record Outcomes<OUT>(
            @Nullable Predicate<? super Collection<OUT>> results,
            @Nullable Predicate<? super Throwable> exceptions) implements AsyncRetryPredicate<OUT>, Serializable {
        @Override
        public Optional<Predicate<Collection<OUT>>> resultPredicate() {
            return results == null ? Optional.empty() : Optional.of(results::test);
        }

        @Override
        public Optional<Predicate<Throwable>> exceptionPredicate() {
            return exceptions == null ? Optional.empty() : Optional.of(exceptions::test);
        }
    }

    /** A bounded number of attempts after growing times. */
    private abstract static class Backoff<OUT> implements AsyncRetryStrategy<OUT> {
        private static final long serialVersionUID = 1L;

        private final int maxAttempts;
        private final long initialDelay;
        private final long maxRetryDelay;
        private final double multiplier;
        private final Outcomes<OUT> outcomes;

        Backoff(int maxAttempts, long initialDelay, long maxRetryDelay, double multiplier, Outcomes<OUT> outcomes) {
            this.maxAttempts = maxAttempts;
            this.initialDelay = initialDelay;
            this.maxRetryDelay = maxRetryDelay;
            this.multiplier = multiplier;
            this.outcomes = outcomes;
        }

        @Override
        public boolean canRetry(int currentAttempts) {
            return currentAttempts <= maxAttempts;
        }

        @Override
        public long getBackoffTimeMillis(int currentAttempts) {
            double delay = initialDelay * Math.pow(multiplier, Math.max(0, currentAttempts - 1));
            return delay < maxRetryDelay ? (long) delay : maxRetryDelay;
        }

        @Override
        public AsyncRetryPredicate<OUT> getRetryPredicate() {
            return outcomes;
        }
    }
}
