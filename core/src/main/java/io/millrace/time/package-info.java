/* SPDX-License-Identifier: Apache-2.0 */
/** Event time and processing time: watermark strategies, timestamps, timers. */
@org.jspecify.annotations.NullMarked
package io.millrace.time;
