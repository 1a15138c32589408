/* SPDX-License-Identifier: Apache-2.0 */
/** Splits: found by one enumerator of the job, and handed to the stages that read them. */
@org.jspecify.annotations.NullMarked
package io.millrace.flink.source;
