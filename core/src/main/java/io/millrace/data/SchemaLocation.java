/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;

/** Makes field names of the JSON pointers by which Avro tells where schemas differ. */
final class SchemaLocation {
    private SchemaLocation() {}

    /** Turns {@code /fields/1/type/0/fields/2/type} into {@code order.items}. */
    static String fieldPath(String pointer, Schema schema) {
        JsonNode root;
        try {
            root = new ObjectMapper().readTree(schema.toString());
        } catch (IOException failure) {
            return pointer;
        }
        List<String> names = new ArrayList<>();
        String[] steps = pointer.split("/");
        StringBuilder prefix = new StringBuilder();
        for (int i = 1; i < steps.length; i++) {
            prefix.append('/').append(steps[i]);
            if (i > 1 && steps[i - 1].equals("fields")) {
                JsonNode name = root.at(prefix + "/name");
                names.add(name.isMissingNode() ? steps[i] : name.asText());
            }
        }
        return String.join(".", names);
    }
}
