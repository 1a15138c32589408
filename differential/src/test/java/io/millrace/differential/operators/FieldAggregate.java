/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.differential.operators;

/** An aggregation of a named field. */
enum FieldAggregate {
    SUM,
    MIN,
    MAX,
    MIN_BY,
    MAX_BY
}
