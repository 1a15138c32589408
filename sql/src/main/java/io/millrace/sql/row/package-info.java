/* SPDX-License-Identifier: Apache-2.0 */
/** Rows as programs see them. */
@org.jspecify.annotations.NullMarked
package io.millrace.sql.row;
