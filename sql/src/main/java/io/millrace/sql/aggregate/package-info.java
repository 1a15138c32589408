/* SPDX-License-Identifier: Apache-2.0 */
/** Aggregate functions, whose accumulators are columns of the keyed store. */
@org.jspecify.annotations.NullMarked
package io.millrace.sql.aggregate;
