/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.sql.connector.TableContext;
import io.millrace.sql.connector.TableFactories;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Tables that a server sends. */
class SocketTableTest {
    /** Returns what a script prints whose table {@code t} a server sends, which hangs up then. */
    private static String run(String text, String columns, String options, String query) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> send(server, text));
            String printed = Scripts.run("CREATE TABLE t (" + columns + ") WITH ('connector' = 'socket', 'hostname' = '"
                    + server.getInetAddress().getHostAddress() + "', 'port' = '" + server.getLocalPort() + "', "
                    + options
                    + ");\n" + query);
            sent.join();
            return printed;
        }
    }

    private static void send(ServerSocket server, String text) {
        try (Socket client = server.accept()) {
            client.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void linesAreRows() throws Exception {
        assertThat(run(
                        "1,bread\n\n2,\"rice, brown\"",
                        "id INT, name STRING",
                        "'format' = 'csv'",
                        "SELECT name, id FROM t;"))
                .contains("| +I |                          bread |           1 |")
                .contains("| +I |                    rice, brown |           2 |")
                .contains("Received a total of 2 rows");
        assertThat(run("{\"id\":7}\n", "id INT", "'format' = 'json'", "SELECT id FROM t;"))
                .contains("| +I |           7 |");
    }

    @Test
    void rawLinesAreTheirTextAndMayEndWithAnotherByte() throws Exception {
        assertThat(run("a b;;c;", "line STRING", "'format' = 'raw', 'byte-delimiter' = '59'", "SELECT line FROM t;"))
                .contains("| +I |                            a b |")
                .contains("| +I |                              c |")
                .contains("Received a total of 3 rows");
    }

    @Test
    void changesComeOverSocketsToo() throws Exception {
        assertThat(run(
                        "{\"data\":[{\"id\":\"1\"},{\"id\":\"2\"}],\"type\":\"INSERT\"}\n{\"data\":[{\"id\":\"1\"}],\"type\":\"DELETE\"}\n",
                        "id INT",
                        "'format' = 'canal-json'",
                        "SELECT COUNT(*) AS n FROM t;"))
                .contains("| +U |                    1 |");
    }

    @Test
    void aLineThatCannotBeReadIsNamedOrLeftOut() throws Exception {
        assertThatThrownBy(() -> run("1\nx\n", "id INT", "'format' = 'csv'", "SELECT id FROM t;"))
                .hasStackTraceContaining(", line 2 since it was connected, column 1, field \"id\": 'x' is no INT\n"
                        + "Let the table leave such rows out with 'csv.ignore-parse-errors' = 'true'.");
        assertThat(run(
                        "1\nx\n2\n",
                        "id INT",
                        "'format' = 'csv', 'csv.ignore-parse-errors' = 'true'",
                        "SELECT id FROM t;"))
                .contains("Received a total of 2 rows");
    }

    @Test
    void wrongOptionsAreRefused() {
        assertRefused("id INT", "'hostname' = 'h', 'port' = '0', 'format' = 'csv'", "must be a port of 1 to 65535");
        assertRefused("id INT", "'hostname' = 'h', 'format' = 'csv'", "needs the option 'port'");
        assertRefused(
                "id INT",
                "'hostname' = 'h', 'port' = '9', 'format' = 'csv', 'byte-delimiter' = '200'",
                "a byte of 0 to 127");
        assertRefused("id INT", "'hostname' = 'h', 'port' = '9', 'format' = 'raw'", "format 'raw' has no values");
        assertRefused(
                "a STRING, b STRING", "'hostname' = 'h', 'port' = '9', 'format' = 'raw'", "the format 'raw' has one");
        assertRefused(
                "id INT",
                "'host' = 'h', 'hostname' = 'h', 'port' = '9', 'format' = 'csv'",
                "'host', which its connector");
    }

    private static void assertRefused(String columns, String options, String reason) {
        TableFactories factories = new TableFactories(SocketTableTest.class.getClassLoader());
        assertThatThrownBy(() -> factories.createSource(TableContext.ofScan(
                        Tables.definition(columns + ")", options).withMoreOptions(Map.of("connector", "socket")))))
                .hasMessageContaining(reason);
    }
}
