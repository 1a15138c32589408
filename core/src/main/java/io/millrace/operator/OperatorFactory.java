/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.operator;

import java.io.Serializable;

/** Makes the operator of one subtask. */
@FunctionalInterface
public interface OperatorFactory extends Serializable {
    Operator create();
}
