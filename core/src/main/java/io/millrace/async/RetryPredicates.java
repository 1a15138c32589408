/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.async;

import java.io.Serializable;
import java.util.Collection;
import java.util.function.Predicate;

/** Tests that retry strategies often need. */
public final class RetryPredicates {
    /** Holds for a result without elements. */
    public static final Predicate<Collection<?>> EMPTY_RESULT_PREDICATE =
            (Predicate<Collection<?>> & Serializable) Collection::isEmpty;

    /** Holds for every error. */
    public static final Predicate<Throwable> HAS_EXCEPTION_PREDICATE =
            (Predicate<Throwable> & Serializable) error -> true;

    private RetryPredicates() {}

    /** Returns a test that holds for errors of a class and its subclasses. */
    public static Predicate<Throwable> createExceptionTypePredicate(Class<? extends Throwable> exceptionClass) {
        return (Predicate<Throwable> & Serializable) exceptionClass::isInstance;
    }
}
