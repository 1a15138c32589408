/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.ddl;

import io.millrace.sql.parser.SqlException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.flink.sql.parser.ddl.SqlTableOption;

/** The options of a statement, in the order in which they are written, which the parser's own map of them has lost. */
final class TableOptions {

    private TableOptions() {}

    static Map<String, String> of(SqlCall statement) {
        Map<String, String> options = new LinkedHashMap<>();
        for (SqlNode operand : statement.getOperandList()) {
            if (operand instanceof SqlNodeList list) {
                list.forEach(node -> add(node, options));
            }
        }
        return options;
    }

    private static void add(SqlNode node, Map<String, String> options) {
        if (node instanceof SqlTableOption option) {
            String old = options.put(option.getKeyString(), option.getValueString());
            if (old != null) {
                throw SqlException.at(
                        node.getParserPosition(), "The option '" + option.getKeyString() + "' is given twice.");
            }
        }
    }
}
