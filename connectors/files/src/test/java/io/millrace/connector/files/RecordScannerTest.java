/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.connector.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.connector.Quoting;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RecordScannerTest {
    private static final Optional<Quoting> CSV = Optional.of(new Quoting('"', ','));
    private static final Optional<Quoting> LINES = Optional.empty();

    private static List<String> scan(String text, Optional<Quoting> quoting) throws IOException {
        List<String> records = new ArrayList<>();
        try (RecordScanner scanner =
                new RecordScanner(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), quoting, 0, 0)) {
            while (scanner.next()) {
                records.add(record(scanner));
            }
        }
        return records;
    }

    private static String record(RecordScanner scanner) {
        return new String(scanner.buffer(), scanner.start(), scanner.length(), StandardCharsets.UTF_8);
    }

    @Test
    void endsRecordsAtNewlinesOfEitherKindAndAtTheEnd() throws Exception {
        assertThat(scan("a\nb\r\nc", LINES)).containsExactly("a", "b", "c");
        assertThat(scan("a\nb\r\nc\n", CSV)).containsExactly("a", "b", "c");
        assertThat(scan("", CSV)).isEmpty();
    }

    @Test
    void skipsBlankLinesAndTheByteOrderMark() throws Exception {
        assertThat(scan("\uFEFF\n\na\r\n\r\nb\n\n", LINES)).containsExactly("a", "b");
        assertThat(scan("\uFEFFa\n\uFEFFb", LINES)).containsExactly("a", "\uFEFFb");
    }

    @Test
    void keepsQuotedNewlinesInsideARecord() throws Exception {
        assertThat(scan("1,\"a\nb\"\n2,\"c\"\"\n\"\"\"\r\n3,d\n", CSV))
                .containsExactly("1,\"a\nb\"", "2,\"c\"\"\n\"\"\"", "3,d");
        assertThat(scan("\"a\nb\"", LINES)).containsExactly("\"a", "b\"");
    }

    @Test
    void takesAQuoteInsideAFieldForWhatItIs() throws Exception {
        assertThat(scan("1,5\" pipe\n2,x\n", CSV)).containsExactly("1,5\" pipe", "2,x");
    }

    @Test
    void aQuoteThatIsNotClosedCostsItsLineAlone() throws Exception {
        assertThat(scan("1,\"open\n2,x\n3,y\n", CSV)).containsExactly("1,\"open", "2,x", "3,y");
        assertThat(scan("1,\"open\n2,\"x\"\n3,y\n", CSV)).containsExactly("1,\"open", "2,\"x\"", "3,y");
        assertThat(scan("1,\"a\"b\n2,x\n", CSV)).containsExactly("1,\"a\"b", "2,x");
        assertThat(scan("1,\"open", CSV)).containsExactly("1,\"open");
    }

    @Test
    void countsLinesAndBytes() throws Exception {
        byte[] bytes = "ä,\"b\nc\"\n\nd\n".getBytes(StandardCharsets.UTF_8);
        RecordScanner scanner = new RecordScanner(new ByteArrayInputStream(bytes), CSV, 0, 0);
        assertThat(scanner.next()).isTrue();
        assertThat(List.of(scanner.startLine(), scanner.endLine(), scanner.endOffset()))
                .containsExactly(0L, 2L, 9L);
        assertThat(scanner.next()).isTrue();
        assertThat(List.of(scanner.startLine(), scanner.endLine(), scanner.endOffset()))
                .containsExactly(3L, 4L, 12L);
    }

    @Test
    void refusesLinesOfUnreasonableLength() {
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return 'x';
            }
        };
        assertThatThrownBy(() -> new RecordScanner(endless, CSV, 0, 0).next())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("Line 1 is longer");
    }

    @Test
    void goesOnFromAnyRecordWhateverTheChunks() throws Exception {
        for (long seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            byte[] bytes = randomText(random).getBytes(StandardCharsets.UTF_8);
            List<String> records = new ArrayList<>();
            List<Long> offsets = new ArrayList<>();
            List<Long> lines = new ArrayList<>();
            RecordScanner scanner = new RecordScanner(new ByteArrayInputStream(bytes), CSV, 0, 0);
            while (scanner.next()) {
                records.add(record(scanner));
                offsets.add(scanner.endOffset());
                lines.add(scanner.endLine());
            }
            for (int from = 0; from < records.size(); from++) {
                int offset = offsets.get(from).intValue();
                InputStream rest = new Dribble(bytes, offset, random);
                RecordScanner again = new RecordScanner(rest, CSV, offset, lines.get(from));
                for (int index = from + 1; index < records.size(); index++) {
                    assertThat(again.next()).as("seed %s", seed).isTrue();
                    assertThat(record(again)).as("seed %s", seed).isEqualTo(records.get(index));
                    assertThat(again.endOffset()).as("seed %s", seed).isEqualTo(offsets.get(index));
                    assertThat(again.endLine()).as("seed %s", seed).isEqualTo(lines.get(index));
                }
                assertThat(again.next()).as("seed %s", seed).isFalse();
            }
        }
    }

    private static String randomText(Random random) {
        String[] pieces = {"a", "ü", "😀", ",", "\"", "\"\"", "\n", "\r\n", "\r", ",\"", "\",", "x".repeat(300)};
        StringBuilder text = new StringBuilder(random.nextBoolean() ? "\uFEFF" : "");
        int count = random.nextInt(60);
        for (int index = 0; index < count; index++) {
            text.append(pieces[random.nextInt(pieces.length)]);
        }
        return text.toString();
    }

    /** Hands out a few bytes at a time. */
    private static final class Dribble extends ByteArrayInputStream {
        private final Random random;

        Dribble(byte[] bytes, int offset, Random random) {
            super(bytes, offset, bytes.length - offset);
            this.random = random;
        }

        @Override
        public synchronized int read(byte[] target, int offset, int length) {
            return super.read(target, offset, Math.min(length, 1 + random.nextInt(7)));
        }
    }
}
