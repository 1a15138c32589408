/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.accumulator;

import java.io.Serializable;

/** An accumulator whose result is of the type of what is added. */
public interface SimpleAccumulator<T extends Serializable> extends Accumulator<T, T> {}
