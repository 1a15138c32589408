/* SPDX-License-Identifier: Apache-2.0 */
/** Random queries on Millrace and in Flink's SQL: what is compared, and how. */
@org.jspecify.annotations.NullMarked
package io.millrace.differential.sql;
