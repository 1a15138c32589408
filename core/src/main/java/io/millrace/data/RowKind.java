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

    /** Returns whether a row that was there goes: it is deleted, or is what an updated row was. */
    public boolean retracts() {
        return this == DELETE || this == UPDATE_BEFORE;
    }
}
