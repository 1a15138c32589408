/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.flink.cluster.rest;

import java.io.IOException;

/** A cluster that cannot be reached, or refuses; the message says what, where and why, in one line for a person. */
public final class ClusterException extends IOException {
    public ClusterException(String message) {
        super(message);
    }

    public ClusterException(String message, Throwable cause) {
        super(message, cause);
    }
}
