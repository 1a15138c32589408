/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.connector;

import java.io.Serializable;

/** Where a stream goes. A description, like {@link Source}. Delivery is at least once, unless a sub-interface says more. */
public interface Sink<T> extends Serializable {
    SinkWriter<T> createWriter(SinkContext context) throws Exception;
}
