/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.port;

import java.util.List;

/** Writes tables as Markdown. */
final class ApiPage {
    private ApiPage() {}

    static String methods(List<ApiTable.Row> rows) {
        StringBuilder page = new StringBuilder();
        String type = "";
        for (ApiTable.Row row : rows) {
            if (!row.type().equals(type)) {
                type = row.type();
                page.append("\n#### ").append(type).append("\n\n| method | | |\n|---|---|---|\n");
            }
            page.append("| `")
                    .append(row.signature())
                    .append("` | ")
                    .append(row.mark())
                    .append(" | ")
                    .append(row.reason())
                    .append(" |\n");
        }
        return page.toString();
    }

    static String imports(List<String> flinkClasses, ImportMap imports) {
        StringBuilder page = new StringBuilder("| Flink (`org.apache.flink.…`) | Millrace |\n|---|---|\n");
        for (String flinkClass : flinkClasses) {
            String image = imports.find(flinkClass);
            if (image != null) {
                page.append("| `")
                        .append(flinkClass.substring(FlinkClasses.PREFIX.length()))
                        .append("` | `")
                        .append(image)
                        .append("` |\n");
            }
        }
        return page.toString();
    }
}
