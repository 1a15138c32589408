/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.async;

import java.util.Collection;

/** Makes the results of a request on the task's thread. */
@FunctionalInterface
public interface CollectionSupplier<OUT> {
    Collection<OUT> get() throws Exception;
}
