/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.connector.files;

import io.millrace.connector.Quoting;

/** Finds the newline that ends a record in which newlines may be quoted. Remembers between calls where it stands. */
final class QuotedNewlines {
    private enum Place {
        FIELD_START,
        UNQUOTED,
        QUOTED,
        /** Behind a quote in a quoted field: the end of the field, or the first of two quotes. */
        BEHIND_QUOTE,
        /** Behind a carriage return that follows a quoted field. */
        BEHIND_RETURN,
        BROKEN
    }

    private final byte quote;
    private final byte separator;
    private Place place = Place.FIELD_START;

    QuotedNewlines(Quoting quoting) {
        this.quote = (byte) quoting.quote();
        this.separator = (byte) quoting.separator();
    }

    /** Begins a record. */
    void reset() {
        place = Place.FIELD_START;
    }

    /** Returns the index of the newline that ends the record; -1 where it is not in the range. */
    int find(byte[] buffer, int from, int to) {
        Place current = place;
        for (int index = from; index < to; index++) {
            byte value = buffer[index];
            if (current == Place.QUOTED) {
                if (value == quote) {
                    current = Place.BEHIND_QUOTE;
                }
            } else if (value == '\n') {
                return index;
            } else if (value == separator && current != Place.BEHIND_RETURN) {
                current = Place.FIELD_START;
            } else {
                current = behind(current, value);
                if (current == Place.BROKEN) {
                    break;
                }
            }
        }
        place = current;
        return -1;
    }

    private Place behind(Place current, byte value) {
        return switch (current) {
            case FIELD_START -> value == quote ? Place.QUOTED : Place.UNQUOTED;
            case BEHIND_QUOTE -> {
                if (value == quote) {
                    yield Place.QUOTED;
                }
                yield value == '\r' ? Place.BEHIND_RETURN : Place.BROKEN;
            }
            case BEHIND_RETURN -> Place.BROKEN;
            case UNQUOTED, QUOTED, BROKEN -> current;
        };
    }

    /** Returns whether a quoted field ended in something other than a separator or the end of the record. */
    boolean isBroken() {
        return place == Place.BROKEN;
    }

    /** Returns whether a quoted field waits for its closing quote. */
    boolean isOpen() {
        return place == Place.QUOTED;
    }
}
