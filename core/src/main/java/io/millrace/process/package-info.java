/* SPDX-License-Identifier: Apache-2.0 */
/** Functions with a context: state, time, side outputs and a life cycle. */
@org.jspecify.annotations.NullMarked
package io.millrace.process;
