/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.async;

import java.util.Collection;
import java.util.Optional;
import java.util.function.Predicate;

/** Which outcomes of a request call for another attempt. */
public interface AsyncRetryPredicate<OUT> {
    /** Returns the test for results; empty where no result calls for another attempt. */
    Optional<Predicate<Collection<OUT>>> resultPredicate();

    /** Returns the test for errors; empty where no error calls for another attempt. */
    Optional<Predicate<Throwable>> exceptionPredicate();
}
