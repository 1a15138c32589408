/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.function;

/** Chooses the receiving subtask of an element by its key. */
@FunctionalInterface
public interface Partitioner<K> extends Function {
    /** Returns the receiver, from 0 to {@code numPartitions - 1}. */
    int partition(K key, int numPartitions);
}
