/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.connector;

/** Whether a source ends. */
public enum Boundedness {
    BOUNDED,
    CONTINUOUS_UNBOUNDED
}
