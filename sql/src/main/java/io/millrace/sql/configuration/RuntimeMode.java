/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.configuration;

/** How a statement that runs treats its input. */
public enum RuntimeMode {
    /** As a stream, which may end. */
    STREAMING,
    /** As what has ended already: results come once, at the end. */
    BATCH,
    /** As a batch, if all sources end. */
    AUTOMATIC
}
