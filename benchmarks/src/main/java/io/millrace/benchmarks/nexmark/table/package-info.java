/* SPDX-License-Identifier: Apache-2.0 */
/** The NEXMark events as tables of SQL: the connector {@code nexmark}. */
@org.jspecify.annotations.NullMarked
package io.millrace.benchmarks.nexmark.table;
