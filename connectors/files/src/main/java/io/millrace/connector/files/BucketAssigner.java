/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.connector.files;

import java.io.Serializable;

/**
 * Says to which directory below the sink's a record belongs. The same record must always belong to the same one.
 *
 * @see DateTimeBucketAssigner
 */
@FunctionalInterface
public interface BucketAssigner<T> extends Serializable {
    /**
     * Returns a path below the sink's directory, such as {@code country=NZ/day=2001-02-03}; empty for the directory itself.
     * Its names must not begin with {@code .} or {@code _}, which readers pass by.
     *
     * @param timestamp of the record, in milliseconds since the epoch; {@link Long#MIN_VALUE} where it has none
     */
    String getBucketId(T element, long timestamp);
}
