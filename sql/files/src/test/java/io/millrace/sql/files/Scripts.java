/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.files;

import io.millrace.sql.SqlSession;
import io.millrace.sql.configuration.SqlOptions;
import io.millrace.sql.execution.ScriptRunner;
import java.io.PrintWriter;
import java.io.StringWriter;

/** Runs scripts as the command line does. */
final class Scripts {
    private Scripts() {}

    /** Returns what a script prints, run to the end of its jobs. */
    static String run(String script) throws Exception {
        SqlSession session = new SqlSession();
        session.options().set(SqlOptions.PARALLELISM.key(), "1");
        session.options().set(SqlOptions.DML_SYNC.key(), "true");
        StringWriter out = new StringWriter();
        new ScriptRunner(session, Scripts.class.getClassLoader(), new PrintWriter(out, true)).run(script);
        return out.toString();
    }
}
