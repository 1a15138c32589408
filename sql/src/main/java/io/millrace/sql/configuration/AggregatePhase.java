/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.configuration;

/** In how many phases groups are aggregated, where rows are gathered. */
public enum AggregatePhase {
    /** In two, where the aggregates allow it. */
    AUTO,
    /** In the subtask of the group alone. */
    ONE_PHASE,
    /** Rows of a group are combined before they are sent to its subtask, where the aggregates allow it. */
    TWO_PHASE
}
