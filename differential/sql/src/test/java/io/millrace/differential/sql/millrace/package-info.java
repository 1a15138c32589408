/* SPDX-License-Identifier: Apache-2.0 */
/** Queries in Millrace's SQL. */
@org.jspecify.annotations.NullMarked
package io.millrace.differential.sql.millrace;
