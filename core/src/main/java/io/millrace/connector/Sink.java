/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.connector;

import java.io.Serializable;

/** Where a stream goes. A description, like {@link Source}. Delivery is at least once, unless a sub-interface says more. */
public interface Sink<T> extends Serializable {
    SinkWriter<T> createWriter(SinkContext context) throws Exception;

    /**
     * Returns what no other sink of a job may write to, nor to anything below it, as a directory, since sinks clear away there what they
     * have not written; empty where several may write.
     */
    default String ownPlace() {
        return "";
    }
}
