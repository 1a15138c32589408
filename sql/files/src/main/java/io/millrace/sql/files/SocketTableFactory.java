/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.files;

import io.millrace.connector.Source;
import io.millrace.connector.socket.SocketTextSource;
import io.millrace.sql.connector.ScanTableSource;
import io.millrace.sql.connector.TableContext;
import io.millrace.sql.connector.TableFactory;
import io.millrace.sql.connector.TableOptions;
import java.util.List;
import java.util.Set;

/**
 * Tables that a server sends over a connection, a record a line: {@code hostname}, {@code port}, {@code byte-delimiter} and {@code format}. For trying things out: what
 * was read cannot be read again.
 */
public final class SocketTableFactory implements TableFactory {
    private static final int MOST_PORTS = 65_535;
    private static final int NEWLINE = '\n';

    @Override
    public String factoryIdentifier() {
        return "socket";
    }

    @Override
    public Set<String> readableMetadata(TableContext table) {
        return Formats.of(table.options()).format().metadata().keySet();
    }

    @Override
    public ScanTableSource createSource(TableContext table) {
        TableOptions options = table.options();
        Formats.Chosen format = Formats.of(options);
        if (!table.partitionKeys().isEmpty()) {
            throw options.wrong("is PARTITIONED BY " + String.join(", ", table.partitionKeys())
                    + ", which a table that comes over a socket cannot be.");
        }
        String host = options.requiredText("hostname").strip();
        options.requiredText("port");
        int port = number(options, "port", "a port of 1 to 65535", MOST_PORTS, 1);
        byte delimiter = (byte) number(
                options, "byte-delimiter", "a byte of 0 to 127, such as 10 for a newline", Byte.MAX_VALUE, NEWLINE);
        List<Field> fields = TextFields.of(table, format.format(), List.of());
        SocketTextSource lines = new SocketTextSource(host, port).withDelimiter(delimiter);
        return new SocketTableSource(
                new DecodedLines<>(lines, host + ":" + port, format, fields), format.format(), fields);
    }

    private record SocketTableSource(Source<Object, ?> source, TableFormat format, List<Field> fields)
            implements TextTableSource {}

    private static int number(TableOptions options, String key, String what, int most, int otherwise) {
        return options.parsed(key, what, text -> {
                    int number = Integer.parseInt(text);
                    if (number < 0 || number > most || (key.equals("port") && number == 0)) {
                        throw new IllegalArgumentException();
                    }
                    return number;
                })
                .orElse(otherwise);
    }
}
