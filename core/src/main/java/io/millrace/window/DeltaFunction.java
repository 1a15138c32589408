/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.window;

import java.io.Serializable;

/** How far apart two elements are. */
@FunctionalInterface
public interface DeltaFunction<T> extends Serializable {
    double getDelta(T oldDataPoint, T newDataPoint);
}
