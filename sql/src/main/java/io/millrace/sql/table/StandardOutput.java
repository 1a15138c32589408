/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.table;

import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** Where {@link TableResult#print} prints. */
final class StandardOutput {
    private StandardOutput() {}

    @SuppressWarnings("SystemOut") // is what print() is for
    static PrintWriter writer() {
        return new PrintWriter(new OutputStreamWriter(System.out, StandardCharsets.UTF_8), true);
    }
}
