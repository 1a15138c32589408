/* SPDX-License-Identifier: Apache-2.0 */
/** The operators that programs are drawn from, each written once for both engines. */
@org.jspecify.annotations.NullMarked
package io.millrace.differential.operators;
