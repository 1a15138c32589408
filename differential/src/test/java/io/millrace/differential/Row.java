/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.differential;

import java.io.Serializable;

/**
 * A result.
 *
 * @param output the name of the output: the main one or a side output
 * @param timestamp the timestamp of the record itself
 */
public record Row(String output, Event event, long timestamp) implements Serializable {
    @Override
    public String toString() {
        return output + event + "@@" + timestamp;
    }
}
