/* SPDX-License-Identifier: Apache-2.0 */
/** The runner for more than one machine: it hands a job to an Apache Flink cluster. */
@org.jspecify.annotations.NullMarked
package io.millrace.flink;
