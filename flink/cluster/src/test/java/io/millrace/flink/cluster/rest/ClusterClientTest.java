/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.flink.cluster.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is said where no Flink 2.x cluster answers. */
class ClusterClientTest {
    private HttpServer server;
    private FlinkAddress address;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
        address = new FlinkAddress("127.0.0.1", server.getAddress().getPort());
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answers(int status, String body) {
        server.createContext("/", exchange -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
    }

    private void refuses(FlinkAddress at, String message) {
        assertThatThrownBy(() -> ClusterClient.connect(at))
                .isInstanceOf(ClusterException.class)
                .hasMessage(message);
    }

    @Test
    void connectsToAnyFlinkOfTheSecondVersion() throws Exception {
        answers(200, "{\"taskmanagers\": 3, \"slots-total\": 6, \"slots-available\": 5, \"flink-version\": \"2.9.1\"}");

        assertThat(ClusterClient.connect(address).overview()).isEqualTo(new ClusterOverview("2.9.1", 3, 6, 5));
    }

    @Test
    void refusesAnotherVersionByName() {
        answers(200, "{\"taskmanagers\": 3, \"flink-version\": \"1.20.0\"}");

        refuses(
                address,
                "The cluster at " + address
                        + " runs Flink 1.20.0, and Millrace needs Flink 2.x: upgrade the cluster, or"
                        + " name another one");
    }

    @Test
    void saysWhatToLookAtWhereNobodyListens() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }

        refuses(
                new FlinkAddress("127.0.0.1", port),
                "Cannot reach a Flink cluster at flink://127.0.0.1:" + port
                        + ": nobody listens there. Is it running, and is the port that of its web page?");
    }

    @Test
    void saysThatAHostIsNotKnown() {
        refuses(
                new FlinkAddress("no-such-host.invalid", 8081),
                "Cannot reach a Flink cluster at flink://no-such-host.invalid:8081: the host no-such-host.invalid is not"
                        + " known");
    }

    @Test
    void saysThatSomethingElseListens() {
        answers(200, "<html>Welcome</html>");

        refuses(address, "What listens at " + address.webPage() + " does not answer as Flink's web page does");
    }

    @Test
    void saysThatSomethingElseListensAndRefuses() {
        answers(404, "<html>Not here</html>");

        refuses(address, "What listens at " + address.webPage() + " does not answer as Flink's web page does");
    }

    @Test
    void tellsOfTheReasonForWhichAClusterRefuses() {
        answers(503, "{\"errors\": [\"Service temporarily unavailable due to an ongoing leader election.\"]}");

        refuses(
                address,
                "The cluster at " + address
                        + " refuses: Service temporarily unavailable due to an ongoing leader election.");
    }
}
