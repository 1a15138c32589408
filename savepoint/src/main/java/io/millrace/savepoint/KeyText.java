/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.savepoint;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** Keys as people write them: plain text where they are of one value, else JSON. */
public final class KeyText {
    private KeyText() {}

    public static String of(@Nullable JsonNode key) {
        return key == null ? "" : key.isTextual() ? key.textValue() : key.toString();
    }
}
