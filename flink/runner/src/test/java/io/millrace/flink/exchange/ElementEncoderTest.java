/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.flink.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.data.Batch;
import io.millrace.data.ColumnBatch;
import io.millrace.data.EndOfInput;
import io.millrace.data.IdleStatus;
import io.millrace.data.RecordBatch;
import io.millrace.data.RowKind;
import io.millrace.data.StreamElement;
import io.millrace.data.Watermark;
import io.millrace.tuple.Tuple2;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ElementEncoderTest {
    private final ElementEncoder encoder = new ElementEncoder(getClass().getClassLoader());
    private final ElementDecoder decoder = new ElementDecoder(getClass().getClassLoader());

    record Point(int x, String name) {}

    private StreamElement pass(StreamElement element) throws IOException {
        return decoder.decode(encoder.encode(element));
    }

    private static RecordBatch batch(Object... values) {
        RecordBatch batch = new RecordBatch();
        for (int i = 0; i < values.length; i++) {
            batch.append(values[i], i == 0 ? Batch.NO_TIMESTAMP : 1000L * i - 5000);
        }
        return batch;
    }

    private void requireSame(RecordBatch sent) throws IOException {
        RecordBatch received = (RecordBatch) pass(sent);
        assertThat(received.size).isEqualTo(sent.size);
        assertThat(Arrays.copyOf(received.values, sent.size)).isEqualTo(Arrays.copyOf(sent.values, sent.size));
        assertThat(Arrays.copyOf(received.timestamps, sent.size)).isEqualTo(Arrays.copyOf(sent.timestamps, sent.size));
    }

    @Test
    void passesBatchesOfChangingTypesThroughOneChannel() throws IOException {
        requireSame(batch(1L, 2L, 3L));
        requireSame(batch(new Point(1, "a"), new Point(2, "b")));
        requireSame(batch(4L));
        requireSame(batch("text", 5, new Point(3, "c")));
        requireSame(batch(Tuple2.of("a", 1L), Tuple2.of("b", 2L)));
        requireSame(batch(List.of(1, 2), List.of()));
        requireSame(batch(new Point(4, "d")));
        requireSame(batch());
    }

    @Test
    void passesColumnsOfEveryKindAndTheRowsThatAreSelected() throws IOException {
        ColumnBatch sent = new ColumnBatch(
                new Object[] {
                    new long[] {1, 2, 3},
                    new int[] {4, 5, 6},
                    new double[] {0.5, 1.5, 2.5},
                    new float[] {0.25f, 1.25f, 2.25f},
                    new byte[] {1, 0, 1},
                    new Object[] {"a", null, new Point(3, "c")}
                },
                new boolean[][] {null, null, {false, false, true}, null, null, {false, true, false}},
                new long[] {10, 20, 30},
                3);
        sent.kinds = new byte[] {0, 1, 2};
        sent.selection = new int[] {0, 2};
        sent.size = 2;

        for (int time = 0; time < 2; time++) {
            ColumnBatch received = (ColumnBatch) pass(sent);
            assertThat(received.size).isEqualTo(2);
            assertThat(received.columns).isEqualTo(new Object[] {
                new long[] {1, 3},
                new int[] {4, 6},
                new double[] {0.5, 2.5},
                new float[] {0.25f, 2.25f},
                new byte[] {1, 1},
                new Object[] {"a", new Point(3, "c")}
            });
            assertThat(received.nulls)
                    .isEqualTo(new boolean[][] {null, null, {false, true}, null, null, {false, false}});
            assertThat(received.timestamps).containsExactly(10, 30);
            assertThat(received.kinds).containsExactly(0, 2);
        }
    }

    @Test
    void carriesASchemaOnce() throws IOException {
        int first = encoder.encode(batch(new Point(1, "a"))).length;
        int second = encoder.encode(batch(new Point(1, "a"))).length;

        assertThat(second).isLessThan(first / 4);
    }

    @Test
    void keepsTheKindsOfRows() throws IOException {
        RecordBatch sent = batch(1L, 2L);
        sent.kinds = new byte[sent.capacity()];
        sent.kinds[1] = (byte) RowKind.DELETE.ordinal();

        RecordBatch received = (RecordBatch) pass(sent);

        assertThat(received.kinds).startsWith(0, RowKind.DELETE.ordinal());
    }

    @Test
    void passesSignals() throws IOException {
        for (StreamElement signal : List.of(
                new Watermark(-5), Watermark.MAX_WATERMARK, IdleStatus.IDLE, IdleStatus.ACTIVE, EndOfInput.INSTANCE)) {
            assertThat(pass(signal)).isEqualTo(signal);
        }
    }
}
