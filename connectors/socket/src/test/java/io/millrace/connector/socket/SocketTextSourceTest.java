/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.connector.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.connector.SourceContext;
import io.millrace.connector.SourceOutput;
import io.millrace.connector.SplitReader;
import io.millrace.connector.SplitReader.Status;
import io.millrace.environment.Environment;
import io.millrace.environment.Faults;
import io.millrace.environment.Storage;
import io.millrace.function.OutputTag;
import io.millrace.metric.Counter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SocketTextSourceTest {
    private final Context context = new Context();
    private final Output output = new Output();

    private static ServerSocket server() throws IOException {
        return new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    }

    private static SocketTextSource source(ServerSocket server) {
        return new SocketTextSource(server.getInetAddress().getHostAddress(), server.getLocalPort());
    }

    private SplitReader<String, SocketSplit> reader(SocketTextSource source) throws Exception {
        SocketSplit split = source.createEnumerator(context).discover(Set.of()).get(0);
        return source.createReader(split, context);
    }

    private static void send(Socket client, String text) throws IOException {
        client.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }

    private void readUntil(SplitReader<String, SocketSplit> reader, int lines) throws Exception {
        while (output.elements.size() < lines) {
            assertThat(reader.read(output, 1)).isNotEqualTo(Status.END);
        }
    }

    private void readToTheEnd(SplitReader<String, SocketSplit> reader) throws Exception {
        while (reader.read(output, 10) != Status.END) {}
    }

    @Test
    void readsLinesAsTheyComeAndEndsWithTheConnection() throws Exception {
        try (ServerSocket server = server();
                SplitReader<String, SocketSplit> reader = reader(source(server))) {
            assertThat(reader.isBlocking()).isTrue();
            assertThat(reader.read(output, 10)).isEqualTo(Status.NOTHING_NOW);
            try (Socket client = server.accept()) {
                send(client, "one\r\ntw");
                readUntil(reader, 1);
                send(client, "o\n\nüber\n" + "x".repeat(20_000) + "\nlast");
            }
            readToTheEnd(reader);
            assertThat(output.elements).containsExactly("one", "two", "", "über", "x".repeat(20_000), "last");
        }
    }

    @Test
    void linesMayEndWithAnotherByte() throws Exception {
        try (ServerSocket server = server();
                SplitReader<String, SocketSplit> reader =
                        reader(source(server).withDelimiter((byte) ';').withReconnect(Duration.ofSeconds(5)))) {
            assertThat(reader.read(output, 10)).isEqualTo(Status.NOTHING_NOW);
            try (Socket client = server.accept()) {
                send(client, "one\r;two\nlines;last");
            }
            readUntil(reader, 3);
            assertThat(output.elements).containsExactly("one\r", "two\nlines", "last");
        }
        assertThatThrownBy(() -> new SocketTextSource("localhost", 1).withDelimiter((byte) 0xC3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must be 0 to 127");
    }

    @Test
    void connectsAgainAfterTheDelayWhereItIsToldTo() throws Exception {
        try (ServerSocket server = server();
                SplitReader<String, SocketSplit> reader = reader(source(server).withReconnect(Duration.ofSeconds(5)))) {
            assertThat(reader.read(output, 10)).isEqualTo(Status.NOTHING_NOW);
            try (Socket client = server.accept()) {
                send(client, "one\nhalf");
            }
            readUntil(reader, 2);
            assertThat(reader.read(output, 10)).isEqualTo(Status.NOTHING_NOW);
            assertThat(reader.retryAtMillis(context.clockMillis)).isEqualTo(context.clockMillis + 5000);
            context.clockMillis += 5000;
            assertThat(reader.read(output, 10)).isEqualTo(Status.NOTHING_NOW);
            try (Socket client = server.accept()) {
                send(client, "two\n");
                readUntil(reader, 3);
            }
            assertThat(output.elements).containsExactly("one", "half", "two");
        }
    }

    @Test
    void saysWhatToDoWhereNobodyListens() throws Exception {
        ServerSocket server = server();
        server.close();
        try (SplitReader<String, SocketSplit> reader = reader(source(server))) {
            assertThatThrownBy(() -> reader.read(output, 1))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(String.valueOf(server.getLocalPort()))
                    .hasMessageContaining("withReconnect");
        }
    }

    private static final class Output implements SourceOutput<String> {
        final List<String> elements = new ArrayList<>();

        @Override
        public void collect(String element) {
            elements.add(element);
        }

        @Override
        public void collect(String element, long timestamp) {
            elements.add(element);
        }

        @Override
        public <X> void sideOutput(OutputTag<X> tag, X element) {
            throw new AssertionError("No side output expected, but " + element);
        }
    }

    private static final class Context implements SourceContext, Environment {
        long clockMillis = 1_000_000;

        @Override
        public Environment environment() {
            return this;
        }

        @Override
        public int parallelism() {
            return 1;
        }

        @Override
        public Counter counter(String name) {
            throw new UnsupportedOperationException(name);
        }

        @Override
        public long clockMillis() {
            return clockMillis;
        }

        @Override
        public long nanoTime() {
            return clockMillis * 1_000_000;
        }

        @Override
        public Storage storage(String location) {
            throw new UnsupportedOperationException(location);
        }

        @Override
        public Faults faults() {
            return Faults.NONE;
        }
    }
}
