/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.data;

/** The last element of a channel. */
public record EndOfInput() implements Signal {
    public static final EndOfInput INSTANCE = new EndOfInput();
}
