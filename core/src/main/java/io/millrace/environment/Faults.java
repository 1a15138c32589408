/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.environment;

/** Places in the code where a simulation may choose the unusual branch. The engine never does. */
@FunctionalInterface
public interface Faults {
    Faults NONE = site -> false;

    /**
     * Returns whether the unusual branch is to be taken.
     *
     * @param site a stable name of the place, such as {@code "exchange.flushEarly"}
     */
    boolean maybe(String site);
}
