/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.operator;

/**
 * An operator that keeps something for each key. Where all input is there before it begins, it can be given one key after
 * the other, each with all its records; see {@link GroupingOperator}.
 */
interface GroupedByKey {
    /** Says, before the operator is opened, that its input will come key by key. */
    default void groupInput() {}
}
