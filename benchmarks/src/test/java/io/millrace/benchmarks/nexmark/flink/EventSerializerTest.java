/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.benchmarks.nexmark.generator.Event;
import io.millrace.benchmarks.nexmark.generator.NexmarkGenerator;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class EventSerializerTest {

    @Test
    void readsBackEveryKindOfEvent() throws IOException {
        NexmarkGenerator generator = new NexmarkGenerator(0, 1, 50);
        while (generator.hasNext()) {
            Event event = generator.next();
            DataOutputSerializer output = new DataOutputSerializer(64);
            EventSerializer.INSTANCE.serialize(event, output);
            DataInputDeserializer input = new DataInputDeserializer(output.getCopyOfBuffer());
            assertThat(EventSerializer.INSTANCE.deserialize(input)).isEqualTo(event);
            assertThat(input.available()).isZero();
        }
    }
}
