/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.cli.shell;

import static io.millrace.cli.shell.VirtualShell.PROMPT;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code millrace sql} at a terminal. */
@Timeout(120)
class SqlShellTest {
    private static final String ENDLESS =
            "CREATE TABLE endless (n BIGINT) WITH ('connector' = 'datagen', 'rows-per-second' = '100');";
    private static final String NOWHERE = "CREATE TABLE nowhere (n BIGINT) WITH ('connector' = 'blackhole');";

    @TempDir
    private Path directory;

    private VirtualShell shell;

    @BeforeEach
    void start() throws Exception {
        shell = new VirtualShell("dumb", directory.resolve("home").resolve("history"));
    }

    @AfterEach
    void end() throws Exception {
        shell.close();
    }

    @Test
    void greetsAndLeavesByQuit() throws Exception {
        shell.shows("Greetings.").enters("QUIT;").hasEnded();
    }

    @Test
    void leavesByCtrlDAtAnEmptyPrompt() throws Exception {
        shell.shows(PROMPT).pressesCtrlD().hasEnded();
    }

    @Test
    void leavesATerminalThatIsGone() throws Exception {
        shell.shows(PROMPT).losesItsTerminal().hasEnded();
    }

    @Test
    void asksForMoreLinesUntilAStatementIsWhole() throws Exception {
        try (VirtualShell able = new VirtualShell("xterm", directory.resolve("history"))) {
            able.enters("SELECT 20").shows("        > ").types("+ 22;\r").shows(" 42 |", "1 row");
        }
    }

    @Test
    void semicolonsInStringsAndCommentsEndNothing() throws Exception {
        try (VirtualShell able = new VirtualShell("xterm", directory.resolve("history"))) {
            able.enters("SELECT 'a;b' -- one;").shows("        > ");
            able.types("AS /* two; */ c;\r").shows("a;b |", "1 row");
        }
    }

    @Test
    void runsSeveralStatementsOfALineOneAfterTheOther() throws Exception {
        shell.enters("SELECT 30 + 1; SELECT 30 + 2;").shows("31 |", "Received", "32 |", "Received", PROMPT);
    }

    @Test
    void showsWhereAStatementIsWrongAndGoesOn() throws Exception {
        shell.enters("SELECT m FROM nothing;")
                .shows("line 1, column 15", "^^^^^^^")
                .enters("SELECT 8 * 8;")
                .shows("64 |");
        assertThat(shell.screen()).doesNotContain("Exception", "\tat ");
    }

    @Test
    void saysInALineWhyAQueryFailed() throws Exception {
        shell.enters(ENDLESS)
                .enters("SELECT 1 / (n - n) FROM endless;")
                .shows("Division by zero")
                .enters("SELECT 8 * 8;")
                .shows("64 |");
        assertThat(shell.screen()).doesNotContain("\tat ");
    }

    @Test
    void ctrlCEndsAnEndlessQueryAndNotTheShell() throws Exception {
        shell.enters(ENDLESS).enters("SELECT n FROM endless;").shows("+I", "+I", "+I");

        shell.pressesCtrlC()
                .shows("Received a total of", "Cancelled.")
                .enters("SELECT 8 * 8;")
                .shows("64 |");
    }

    @Test
    void ctrlCAtThePromptClearsTheLine() throws Exception {
        try (VirtualShell able = new VirtualShell("xterm", directory.resolve("history"))) {
            able.shows(PROMPT).types("SELEC no").shows("SELEC no").pressesCtrlC();
            able.enters("SELECT 8 * 8;").shows("64 |");
            assertThat(able.screen()).doesNotContain("line 1");
        }
    }

    @Test
    void insertGoesOnInTheBackgroundUntilItIsStopped() throws Exception {
        shell.enters(ENDLESS).enters(NOWHERE).enters("INSERT INTO nowhere SELECT n FROM endless;");
        shell.shows("Job 1 'insert-into_default_catalog.default_database.nowhere' has started");

        do {
            shell.enters("SHOW JOBS;").shows("1 row in set"); // it is CREATED for a moment
        } while (!shell.screen().contains("RUNNING"));
        shell.enters("STOP JOB '2';").shows("No job '2' runs in this shell");
        shell.enters("STOP JOB '1';").shows("Cancelled 'insert-into_");
        shell.enters("SHOW JOBS;").shows("CANCELED").enters("QUIT;").hasEnded();
    }

    @Test
    void leavingWarnsOnceOfJobsThatRun() throws Exception {
        shell.enters(ENDLESS).enters(NOWHERE).enters("INSERT INTO nowhere SELECT n FROM endless;");

        shell.enters("EXIT;")
                .shows("Still running: 'insert-into_")
                .enters("EXIT;")
                .shows("Cancelling")
                .hasEnded();
    }

    @Test
    void ctrlCEndsAnInsertThatIsWaitedFor() throws Exception {
        shell.enters(ENDLESS).enters(NOWHERE).enters("SET 'table.dml-sync' = 'true';");

        shell.enters("INSERT INTO nowhere SELECT n FROM endless;")
                .shows("Ctrl-C cancels it")
                .pressesCtrlC();

        shell.shows("Cancelled.").enters("SELECT 8 * 8;").shows("64 |");
    }

    @Test
    void helpNeedsNoSemicolonAlone() throws Exception {
        shell.enters("help")
                .shows("STOP JOB")
                .enters("HELP;")
                .shows("STOP JOB")
                .enters("quit")
                .hasEnded();
    }

    @Test
    void keepsWhatWasTypedInTheHistoryFile() throws Exception {
        shell.enters("SELECT 8 * 8;").shows("64 |").enters("QUIT;").hasEnded();

        assertThat(Files.readString(directory.resolve("home").resolve("history")))
                .contains("SELECT 8 * 8;");
    }

    @Test
    void drawsATableThatChangesOnATerminalThatCan() throws Exception {
        try (VirtualShell able = new VirtualShell("xterm", directory.resolve("history"))) {
            able.enters(ENDLESS).enters("SELECT n FROM endless;").shows("so far; Ctrl-C ends the query", "so far");
            able.pressesCtrlC()
                    .shows("Cancelled.")
                    .enters("SELECT 8 * 8 AS product;")
                    .shows("| product |", "|      64 |", "1 row");
            able.enters("SET 'sql-client.execution.result-mode' = 'tableau';")
                    .enters("SELECT 8 * 8;")
                    .shows("| +I |");
        }
    }

    @Test
    void tabCompletesAWord() throws Exception {
        try (VirtualShell able = new VirtualShell("xterm", directory.resolve("history"))) {
            able.enters(ENDLESS)
                    .shows(PROMPT)
                    .types("EXPLA\tSELECT n FROM endl\t;\r")
                    .shows("Source(table");
        }
    }
}
