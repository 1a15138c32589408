/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.time;

/** Which of the two times a timer follows. */
public enum TimeDomain {
    EVENT_TIME,
    PROCESSING_TIME
}
