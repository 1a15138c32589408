/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.process;

import io.millrace.state.State;

/** Something to do with the state of each key. */
@FunctionalInterface
public interface KeyedStateFunction<K, S extends State> {
    void process(K key, S state) throws Exception;
}
