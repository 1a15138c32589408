/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.function;

/** Turns all elements of a partition, once there are no more to come, into any number of others. */
@FunctionalInterface
public interface MapPartitionFunction<T, O> extends Function {
    /**
     * Takes a partition.
     *
     * @param values its elements, which may be more than memory has room for: to be gone through once
     */
    void mapPartition(Iterable<T> values, Collector<O> out) throws Exception;
}
