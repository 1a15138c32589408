/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.accumulator;

import java.io.Serializable;

/**
 * A value that every subtask adds to on its own, and that is merged when the job has finished. It is part of no
 * checkpoint: after a restart it starts over, so that it tells what the last attempt did.
 *
 * @param <V> what is added
 * @param <R> the result
 */
public interface Accumulator<V, R extends Serializable> extends Serializable {
    void add(V value);

    R getLocalValue();

    void resetLocal();

    /** Adds what another accumulator of this class holds. */
    void merge(Accumulator<V, R> other);

    /** Returns an accumulator that holds the same, and shares nothing with this one. */
    Accumulator<V, R> clone();
}
