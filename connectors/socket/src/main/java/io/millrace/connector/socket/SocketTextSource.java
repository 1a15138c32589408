/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.connector.socket;

import io.millrace.connector.Boundedness;
import io.millrace.connector.Source;
import io.millrace.connector.SourceContext;
import io.millrace.connector.SplitEnumerator;
import io.millrace.connector.SplitReader;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * Lines of UTF-8 text from a server, each ending with "\n" or "\r\n". Text that is not UTF-8 shows as U+FFFD. The source ends
 * when the server closes the connection, unless it is told to reconnect.
 *
 * <p>A socket cannot be read again: after a failure, lines read since the last checkpoint are lost. For trying things out.
 *
 * <p>A source never changes; the methods return changed copies.
 */
public final class SocketTextSource implements Source<String, SocketSplit> {
    private final String host;
    private final int port;
    private final long reconnectMillis;
    private final byte delimiter;

    public SocketTextSource(String host, int port) {
        this(host, port, -1, (byte) '\n');
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("A port is between 1 and 65535, but this one is " + port);
        }
    }

    private SocketTextSource(String host, int port, long reconnectMillis, byte delimiter) {
        this.host = host;
        this.port = port;
        this.reconnectMillis = reconnectMillis;
        this.delimiter = delimiter;
    }

    /** Ends lines with another byte than "\n", of those that are ASCII; then a "\r" before it is part of the line. */
    public SocketTextSource withDelimiter(byte newDelimiter) {
        if (newDelimiter < 0) {
            throw new IllegalArgumentException(
                    "The byte between lines must be 0 to 127, so that it is no part of a character, but is "
                            + newDelimiter);
        }
        return new SocketTextSource(host, port, reconnectMillis, newDelimiter);
    }

    /** Connects again, for ever, where the connection ended or none was made. */
    public SocketTextSource withReconnect(Duration delay) {
        if (delay.toMillis() < 1) {
            throw new IllegalArgumentException("The delay must be at least a millisecond, but is " + delay);
        }
        return new SocketTextSource(host, port, delay.toMillis(), delimiter);
    }

    @Override
    public Boundedness getBoundedness() {
        return Boundedness.CONTINUOUS_UNBOUNDED;
    }

    @Override
    public SplitEnumerator<SocketSplit> createEnumerator(SourceContext context) {
        return known -> known.isEmpty() ? List.of(new SocketSplit(host, port)) : List.of();
    }

    @Override
    public SplitReader<String, SocketSplit> createReader(SocketSplit split, SourceContext context) throws IOException {
        return new SocketSplitReader(split, reconnectMillis, delimiter, context.environment());
    }
}
