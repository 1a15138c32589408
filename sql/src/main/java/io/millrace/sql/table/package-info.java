/* SPDX-License-Identifier: Apache-2.0 */
/** SQL inside a program: streams as tables, and tables as streams, in one environment, with the names that Flink gives them. */
@org.jspecify.annotations.NullMarked
package io.millrace.sql.table;
