/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.flink.cluster.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Two ports of the loopback address that nobody listened at a moment ago. */
record FreePorts(int rpc, int rest) {
    static FreePorts find() throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (ServerSocket first = new ServerSocket(0, 1, loopback);
                ServerSocket second = new ServerSocket(0, 1, loopback)) {
            return new FreePorts(first.getLocalPort(), second.getLocalPort());
        }
    }
}
