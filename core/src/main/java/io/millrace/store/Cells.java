/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

import org.jspecify.annotations.Nullable;

/** One value a slot, as user state sees it: plain, or with a time to live. */
interface Cells<T> {
    @Nullable
    T get(int slot);

    void set(int slot, T value);

    void clear(int slot);
}
