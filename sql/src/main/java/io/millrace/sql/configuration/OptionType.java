/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.configuration;

/**
 * How the text of a value is read.
 *
 * @param <T> the values
 */
interface OptionType<T> {

    /** Returns the value that a text means, or throws an {@link IllegalArgumentException} or a {@link java.time.DateTimeException}. */
    T read(String text);

    /** Returns what may be written, as it ends the sentence "It must be ...". */
    String allowed();
}
