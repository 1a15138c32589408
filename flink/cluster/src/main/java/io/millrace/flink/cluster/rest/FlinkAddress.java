/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.flink.cluster.rest;

import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * Where a cluster's JobManager answers.
 *
 * @param host a name, or an address; IPv6 in brackets
 * @param port of the REST API, which is that of the web page, too; 1 to 65535
 */
public record FlinkAddress(String host, int port) {
    /** What an address begins with. */
    public static final String SCHEME = "flink";

    private static final int DEFAULT_PORT = 8081;
    private static final int MAX_PORT = 65_535;

    public FlinkAddress {
        if (port < 1 || port > MAX_PORT) {
            throw new IllegalArgumentException("A port is 1 to " + MAX_PORT + ", but " + host + " has " + port);
        }
    }

    /**
     * Reads {@code flink://host:port}; without a port it is 8081, as in Flink.
     *
     * @throws IllegalArgumentException if it is something else
     */
    public static FlinkAddress parse(String address) {
        URI uri = uri(address);
        if (uri == null
                || !SCHEME.equals(uri.getScheme())
                || uri.getHost() == null
                || uri.getUserInfo() != null
                || uri.getQuery() != null
                || uri.getFragment() != null
                || !uri.getPath().matches("/?")) {
            throw new IllegalArgumentException("'" + address
                    + "' is no address of a Flink cluster: write it as flink://HOST:PORT, the port being that of its"
                    + " web page");
        }
        return new FlinkAddress(uri.getHost(), uri.getPort() == -1 ? DEFAULT_PORT : uri.getPort());
    }

    private static @Nullable URI uri(String address) {
        try {
            return new URI(address);
        } catch (URISyntaxException e) {
            return null;
        }
    }

    /** The address of the web page, where a browser finds the cluster. */
    public URI webPage() {
        return at("/");
    }

    URI at(String path) {
        return URI.create("http://" + host + ":" + port + path);
    }

    @Override
    public String toString() {
        return SCHEME + "://" + host + ":" + port;
    }
}
