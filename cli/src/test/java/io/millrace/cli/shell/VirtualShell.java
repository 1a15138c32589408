/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.sql.SqlSession;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jline.terminal.Size;
import org.jline.terminal.impl.LineDisciplineTerminal;

/** The shell on a thread of its own, at a terminal that is in memory. */
final class VirtualShell implements AutoCloseable {
    static final String PROMPT = "millrace> ";
    private static final int CTRL_C = 3;
    private static final int CTRL_D = 4;

    private final Screen screen = new Screen();
    private final LineDisciplineTerminal terminal;
    private final Thread thread;

    /** @param type of the terminal, such as dumb or xterm */
    VirtualShell(String type, Path history) throws IOException {
        terminal = new LineDisciplineTerminal("virtual", type, screen, StandardCharsets.UTF_8);
        terminal.setSize(Size.of(120, 30));
        SqlShell shell = new SqlShell(terminal, new SqlSession(), history);
        thread = new Thread(
                () -> {
                    try {
                        shell.run("Greetings.");
                    } catch (InterruptedException ended) {
                        Thread.currentThread().interrupt();
                    }
                },
                "virtual-shell");
        thread.setDaemon(true);
        thread.start();
    }

    /** Waits for the prompt, and types a line. */
    VirtualShell enters(String line) throws Exception {
        shows(PROMPT);
        return types(line + "\r");
    }

    VirtualShell types(String text) throws Exception {
        terminal.processInputBytes(text.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    VirtualShell pressesCtrlC() throws Exception {
        terminal.processInputByte(CTRL_C);
        return this;
    }

    VirtualShell pressesCtrlD() throws Exception {
        terminal.processInputByte(CTRL_D);
        return this;
    }

    VirtualShell losesItsTerminal() throws IOException {
        terminal.close();
        return this;
    }

    VirtualShell shows(String... texts) throws Exception {
        screen.awaits(texts);
        return this;
    }

    String screen() {
        return screen.text();
    }

    void hasEnded() throws Exception {
        thread.join(60_000);
        assertThat(thread.isAlive()).as(screen()).isFalse();
    }

    @Override
    public void close() throws IOException {
        thread.interrupt();
        terminal.close();
    }
}
