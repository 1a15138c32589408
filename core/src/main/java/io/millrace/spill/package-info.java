/* SPDX-License-Identifier: Apache-2.0 */
/** Rows that wait on disk when they do not fit in memory: grouped by key, or in the order in which they came. */
@org.jspecify.annotations.NullMarked
package io.millrace.spill;
