/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.async;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class AsyncRetryStrategiesTest {
    /** A job that runs in other processes takes its strategies there. */
    @Test
    void strategiesTravelWithTheUsualPredicates() throws Exception {
        AsyncRetryStrategy<String> sent = new AsyncRetryStrategies.FixedDelayRetryStrategyBuilder<String>(5, 10L)
                .ifResult(RetryPredicates.EMPTY_RESULT_PREDICATE)
                .ifException(RetryPredicates.createExceptionTypePredicate(IOException.class))
                .build();

        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(sent);
        }
        AsyncRetryStrategy<?> arrived;
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            arrived = (AsyncRetryStrategy<?>) in.readObject();
        }

        assertThat(arrived.canRetry(5)).isTrue();
        assertThat(arrived.canRetry(6)).isFalse();
        assertThat(arrived.getRetryPredicate().resultPredicate().orElseThrow()).accepts(List.of());
        assertThat(arrived.getRetryPredicate().exceptionPredicate().orElseThrow())
                .accepts(new IOException())
                .rejects(new IllegalStateException());
    }
}
