/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.graph;

/** Whether an operator may be fused with its neighbours. Results are the same; only where work is done differs. */
public enum Chaining {
    /** With the one before and those behind. */
    ALWAYS,
    /** With those behind alone: a stage begins with it. */
    HEAD,
    /** With none. */
    NEVER
}
