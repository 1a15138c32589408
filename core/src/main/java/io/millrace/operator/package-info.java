/* SPDX-License-Identifier: Apache-2.0 */
/** The operator contract and every built-in operator: deterministic state machines that a runner drives. */
@org.jspecify.annotations.NullMarked
package io.millrace.operator;
