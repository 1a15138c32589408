/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.savepoint.KeyText;
import io.millrace.savepoint.Savepoint;
import io.millrace.savepoint.StateRow;
import io.millrace.snapshot.Manifest;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code millrace state show}: all that operators keep for one key. */
@Command(
        name = "show",
        description = {
            "Prints all that the operators keep for one key: states, timers, windows.",
            "As in: millrace state show out/checkpoints/chk-5 ORD"
        },
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli fills in the fields
final class StateShowCommand extends SavepointReading {
    private static final int KEYS_SHOWN = 5;
    private static final ObjectMapper JSON = new ObjectMapper();

    @Parameters(
            index = "1",
            paramLabel = "KEY",
            description = "The key: a text or a number as it is, anything else as JSON, such as '{\"id\":7}'.")
    private String key;

    @Option(names = "--operator", paramLabel = "UID", description = "Look at this operator alone.")
    private @Nullable String only;

    /** For whoever mistyped the key. */
    private final Set<String> otherKeys = new LinkedHashSet<>();

    @Override
    int run(Savepoint savepoint) throws IOException {
        int found = 0;
        for (Manifest.Operator operator : savepoint.operators()) {
            if (only == null || operator.uid().equals(savepoint.operator(only).uid())) {
                found += show(savepoint, operator);
            }
        }
        if (found == 0) {
            String who = only == null ? "no operator keeps" : "operator '" + only + "' does not keep";
            String others = otherKeys.isEmpty() ? "" : ". There are keys such as " + String.join(", ", otherKeys);
            spec().commandLine().getErr().println("millrace: " + who + " anything for the key " + key + others);
            spec().commandLine().getErr().flush();
            return 1;
        }
        return 0;
    }

    private int show(Savepoint savepoint, Manifest.Operator operator) throws IOException {
        int[] found = {0};
        for (String table : savepoint.tables(operator.uid())) {
            savepoint.read(operator.uid(), table, row -> {
                if (otherKeys.size() < KEYS_SHOWN && row.key() != null) {
                    otherKeys.add(KeyText.of(row.key()));
                }
                if (isWanted(row)) {
                    if (found[0]++ == 0) {
                        print(operator.uid() + "  (" + operator.name() + ")");
                    }
                    print(row);
                }
            });
        }
        return found[0];
    }

    private boolean isWanted(StateRow row) {
        JsonNode rowKey = row.key();
        return rowKey != null
                && (rowKey.asText("").equals(key) || rowKey.toString().equals(keyAsJson()));
    }

    /** The key as it was typed, but for blanks, where that is JSON. */
    private @Nullable String keyAsJson() {
        try {
            return JSON.readTree(key).toString();
        } catch (JsonProcessingException text) {
            return null;
        }
    }

    private void print(StateRow row) {
        ObjectNode json = row.toJson();
        JsonNode window = row.window();
        if (window != null) {
            print("  window " + window);
        }
        for (Map.Entry<String, JsonNode> field : json.properties()) {
            if (!field.getKey().equals("key") && !field.getKey().equals("keyGroup")) {
                print((window == null ? "  " : "    ") + field.getKey() + " = " + field.getValue());
            }
        }
    }
}
