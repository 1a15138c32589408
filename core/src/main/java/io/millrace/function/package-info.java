/* SPDX-License-Identifier: Apache-2.0 */
/** Plain functions that users implement: no context, no state, no time. */
@org.jspecify.annotations.NullMarked
package io.millrace.function;
