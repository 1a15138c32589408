/* SPDX-License-Identifier: Apache-2.0 */
/** Operators on columns. */
@org.jspecify.annotations.NullMarked
package io.millrace.sql.operator;
