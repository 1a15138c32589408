/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.connector;

/**
 * Quoting as in RFC 4180: a field that begins with the quote ends with it, and between them stand separators, newlines and
 * quotes, the latter doubled. A quote that does not begin a field means nothing.
 *
 * @param quote an ASCII character
 * @param separator the ASCII character between fields
 */
public record Quoting(char quote, char separator) {
    public Quoting {
        if (quote >= 128 || separator >= 128 || quote == separator) {
            throw new IllegalArgumentException("Quote and separator must be two ASCII characters, but are '" + quote
                    + "' and '" + separator + "'");
        }
    }
}
