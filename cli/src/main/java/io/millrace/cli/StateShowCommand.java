/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.savepoint.Savepoint;
import io.millrace.savepoint.StateRow;
import io.millrace.snapshot.Manifest;
import java.io.IOException;
import java.util.Map;
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
    @Parameters(
            index = "1",
            paramLabel = "KEY",
            description = "The key: a text or a number as it is, anything else as JSON, such as '{\"id\":7}'.")
    private String key;

    @Option(names = "--operator", paramLabel = "UID", description = "Look at this operator alone.")
    private @Nullable String only;

    @Override
    int run(Savepoint savepoint) throws IOException {
        int found = 0;
        for (Manifest.Operator operator : savepoint.operators()) {
            if (only == null || operator.uid().equals(savepoint.operator(only).uid())) {
                found += show(savepoint, operator);
            }
        }
        if (found == 0) {
            spec().commandLine().getErr().println("millrace: no operator keeps anything for the key " + key);
            spec().commandLine().getErr().flush();
            return 1;
        }
        return 0;
    }

    private int show(Savepoint savepoint, Manifest.Operator operator) throws IOException {
        int[] found = {0};
        for (String table : savepoint.tables(operator.uid())) {
            savepoint.read(operator.uid(), table, row -> {
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
                && (rowKey.toString().equals(key) || rowKey.asText("").equals(key));
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
