/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.data.CodecSamples.Point;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SchemaResolutionTest {
    record Before(int count, String name, List<Long> dropped) {}

    record After(long count, String name, @Nullable Point added, double rate, boolean on, Optional<String> note) {}

    record Mistyped(int count, List<Long> name) {}

    /** The schema that a class had when it was still called {@code today}. */
    private static Schema earlier(Class<?> before, Class<?> today) {
        String text = Codecs.of(before).schema().toString();
        return new Schema.Parser()
                .parse(text.replace(
                        "\"name\":\"" + before.getSimpleName() + "\"", "\"name\":\"" + today.getSimpleName() + "\""));
    }

    @Test
    void addedFieldsTakeDefaultsDroppedOnesAreSkippedAndNumbersWidened() throws IOException {
        Codec<Before> before = Codecs.of(Before.class);
        Codec<After> after = Codecs.of(After.class);
        SchemaResolution resolution = SchemaResolution.of(earlier(Before.class, After.class), after.schema());
        for (int count : List.of(1, -2, 3)) {
            byte[] content = Bytes.write(before, new Before(count, "n" + count, List.of(9L)));
            After read = after.read(resolution.resolve(Bytes.decoder(content)));
            assertThat(read).isEqualTo(new After(count, "n" + count, null, 0.0, false, Optional.empty()));
        }
    }

    @Test
    void sameSchemaIsPassedThroughUntouched() throws IOException {
        Codec<Before> codec = Codecs.of(Before.class);
        Schema stored = new Schema.Parser().parse(codec.schema().toString());
        org.apache.avro.io.Decoder in = Bytes.decoder(Bytes.write(codec, new Before(1, "a", List.of())));
        assertThat(SchemaResolution.of(stored, codec.schema()).resolve(in)).isSameAs(in);
    }

    @Test
    void enumConstantsAreMatchedByName() throws IOException {
        Schema old = new Schema.Parser()
                .parse("{\"type\":\"enum\",\"name\":\"Color\",\"namespace\":\"io.millrace.data.CodecSamples\","
                        + "\"symbols\":[\"GREEN\",\"RED\"]}");
        Codec<CodecSamples.Color> codec = Codecs.of(CodecSamples.Color.class);
        byte[] red = {2}; // index 1 in the old order
        assertThat(codec.read(SchemaResolution.of(old, codec.schema()).resolve(Bytes.decoder(red))))
                .isEqualTo(CodecSamples.Color.RED);
    }

    @Test
    void mismatchNamesFieldAndBothTypes() {
        assertThatThrownBy(() -> SchemaResolution.of(
                        earlier(Before.class, Mistyped.class),
                        Codecs.of(Mistyped.class).schema()))
                .isInstanceOfSatisfying(IncompatibleSchemaException.class, mismatch -> {
                    assertThat(mismatch.field()).isEqualTo("name");
                    assertThat(mismatch.writtenType()).contains("string");
                    assertThat(mismatch.wantedType()).contains("array");
                });
    }
}
