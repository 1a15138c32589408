/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.data;

/** What a row of a changelog does. */
public enum RowKind {
    INSERT("+I"),
    UPDATE_BEFORE("-U"),
    UPDATE_AFTER("+U"),
    DELETE("-D");

    private final String shortString;

    RowKind(String shortString) {
        this.shortString = shortString;
    }

    public String shortString() {
        return shortString;
    }
}
