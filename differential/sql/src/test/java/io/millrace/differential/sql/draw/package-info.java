/* SPDX-License-Identifier: Apache-2.0 */
/** Draws queries, tables and their changes. */
@org.jspecify.annotations.NullMarked
package io.millrace.differential.sql.draw;
