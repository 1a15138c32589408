/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.connector.socket;

import io.millrace.connector.SourceSplit;

/** The one split of a socket. It has no position: what was read from a socket cannot be read again. */
public record SocketSplit(String host, int port) implements SourceSplit {
    @Override
    public String splitId() {
        return host + ":" + port;
    }
}
