/* SPDX-License-Identifier: Apache-2.0 */
/** Functions of programs that SQL calls: classes to extend, with the names of Flink's. */
@org.jspecify.annotations.NullMarked
package io.millrace.sql.table.functions;
