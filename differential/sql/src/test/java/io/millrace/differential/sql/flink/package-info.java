/* SPDX-License-Identifier: Apache-2.0 */
/** Queries in Flink's SQL, from its Maven artifacts. */
@org.jspecify.annotations.NullMarked
package io.millrace.differential.sql.flink;
