/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.flink.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.flink.state.ValueBytes;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GivenSplitsTest {
    private final GivenSplits.Serializer serializer = new GivenSplits.Serializer();

    @Test
    void areReadAsTheyWereWritten() throws Exception {
        GivenSplits given = new GivenSplits(Set.of("0-100", "100-200"), true);
        assertThat(serializer.deserialize(serializer.getVersion(), serializer.serialize(given)))
                .isEqualTo(given);
    }

    @Test
    void ofTheFirstVersionAreOnesThatWereNotReleased() throws Exception {
        assertThat(serializer.deserialize(1, ValueBytes.write(List.of("0-100"))))
                .isEqualTo(new GivenSplits(Set.of("0-100"), false));
    }
}
