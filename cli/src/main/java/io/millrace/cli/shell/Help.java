/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.cli.shell;

/** What HELP says. */
final class Help {
    static final String TEXT = """
            A statement ends with ';' and may take several lines.

              SELECT ...;             shows rows as they come; Ctrl-C ends the query
              INSERT INTO ...;        starts a job in the background; SET 'table.dml-sync' = 'true'; waits for it
              EXPLAIN ...;            shows the plan
              SHOW TABLES;            also SHOW CATALOGS, DATABASES, VIEWS, FUNCTIONS; DESCRIBE name;
              SET;                    shows what is set; SET 'key' = 'value'; sets; RESET 'key'; sets back
              SHOW JOBS;              the jobs that this shell has started
              STOP JOB 'name or number';
              CLEAR;  HELP;  QUIT;    QUIT or Ctrl-D leaves

            Tab completes, Ctrl-R searches the history, Ctrl-C clears the line.""";

    private Help() {}
}
