/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.savepoint.processor;

import io.millrace.stream.DataStream;

/**
 * Where the state of an operator begins: with a bounded stream of records, from files say, or from another savepoint.
 *
 * <pre>{@code
 * OperatorTransformation.bootstrapWith(accounts)
 *     .keyBy(Account::id)
 *     .transform(new AccountBootstrapper())
 * }</pre>
 */
public final class OperatorTransformation {
    private OperatorTransformation() {}

    public static <T> OneInputStateTransformation<T> bootstrapWith(DataStream<T> stream) {
        return new OneInputStateTransformation<>(stream);
    }
}
