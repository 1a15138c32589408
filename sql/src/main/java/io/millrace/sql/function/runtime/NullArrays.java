/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.function.runtime;

/** The nulls of columns that have none, for code that reads them all the same. */
public final class NullArrays {

    private static volatile boolean[] none = new boolean[1024];

    private NullArrays() {}

    /** Returns an array of false of at least a length. It is shared: nobody writes to it. */
    public static boolean[] none(int length) {
        boolean[] shared = none;
        if (shared.length < length) {
            shared = new boolean[length];
            none = shared;
        }
        return shared;
    }
}
