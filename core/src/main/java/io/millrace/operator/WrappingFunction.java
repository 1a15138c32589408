/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.operator;

import io.millrace.function.Function;

/** A function of an operator's around a function of the user's, which has state and listeners of its own. */
public interface WrappingFunction {
    Function wrapped();
}
