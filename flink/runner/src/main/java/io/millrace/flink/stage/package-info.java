/* SPDX-License-Identifier: Apache-2.0 */
/** The Flink operators that host the tasks of one stage. */
@org.jspecify.annotations.NullMarked
package io.millrace.flink.stage;
