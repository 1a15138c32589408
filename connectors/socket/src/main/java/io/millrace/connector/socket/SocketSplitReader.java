/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.connector.socket;

import io.millrace.connector.SourceOutput;
import io.millrace.connector.SplitReader;
import io.millrace.environment.Environment;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads lines from a connection. Waits for text a tenth of a second at most, so that it can be asked to stop. */
final class SocketSplitReader implements SplitReader<String, SocketSplit> {
    private static final Logger LOGGER = LoggerFactory.getLogger(SocketTextSource.class);
    private static final int CONNECT_MILLIS = 10_000;
    private static final int WAIT_MILLIS = 100;

    private final SocketSplit split;
    private final long reconnectMillis;
    private final Environment environment;
    private final LineBuffer lines;
    private @Nullable Socket socket;
    private boolean ended;
    private long connectAtMillis = Long.MIN_VALUE;

    /** @param reconnectMillis -1 where the end of the connection is the end of the split */
    SocketSplitReader(SocketSplit split, long reconnectMillis, byte delimiter, Environment environment) {
        this.split = split;
        this.reconnectMillis = reconnectMillis;
        this.environment = environment;
        this.lines = new LineBuffer(delimiter);
    }

    @Override
    public Status read(SourceOutput<String> output, int maxRecords) throws IOException {
        if (lines.emit(output, maxRecords)) {
            return Status.MORE;
        }
        if (ended) {
            return Status.END;
        }
        if (environment.clockMillis() < connectAtMillis) {
            return Status.NOTHING_NOW;
        }
        try {
            Socket connected = socket == null ? connect() : socket;
            if (lines.readFrom(connected.getInputStream()) >= 0) {
                return Status.MORE;
            }
        } catch (SocketTimeoutException e) {
            if (socket != null) {
                return Status.NOTHING_NOW;
            }
            connectionLost(e);
        } catch (IOException e) {
            connectionLost(e);
        }
        disconnect();
        return Status.MORE;
    }

    private Socket connect() throws IOException {
        Socket fresh = new Socket();
        try {
            fresh.connect(new InetSocketAddress(split.host(), split.port()), CONNECT_MILLIS);
            fresh.setSoTimeout(WAIT_MILLIS);
        } catch (IOException e) {
            fresh.close();
            throw e;
        }
        socket = fresh;
        return fresh;
    }

    private void connectionLost(IOException cause) throws IOException {
        if (reconnectMillis < 0) {
            throw new IOException(
                    "Cannot read from " + split.splitId() + ": " + cause.getMessage()
                            + ". Start the server first, or let the source wait for it with withReconnect.",
                    cause);
        }
        LOGGER.warn("Cannot read from {} ({}); connecting again in {} ms", split.splitId(), cause, reconnectMillis);
    }

    /** Ends the connection; what stands behind its last newline is a line too. */
    private void disconnect() throws IOException {
        close();
        lines.endLine();
        ended = reconnectMillis < 0;
        connectAtMillis = environment.clockMillis() + reconnectMillis;
    }

    @Override
    public SocketSplit position() {
        return split;
    }

    @Override
    public boolean isBlocking() {
        return true;
    }

    @Override
    public long retryAtMillis(long nowMillis) {
        return Math.max(nowMillis, connectAtMillis);
    }

    @Override
    public void close() throws IOException {
        if (socket != null) {
            socket.close();
            socket = null;
        }
    }
}
