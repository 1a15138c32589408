/* SPDX-License-Identifier: Apache-2.0 */
/** NEXMark's queries in SQL, which Millrace and Flink run as they are. */
@org.jspecify.annotations.NullMarked
package io.millrace.benchmarks.nexmark.sql;
