/* SPDX-License-Identifier: Apache-2.0 */
/** From a job's graph to Flink's: operators, edges, settings, and what is refused. */
@org.jspecify.annotations.NullMarked
package io.millrace.flink.translation;
