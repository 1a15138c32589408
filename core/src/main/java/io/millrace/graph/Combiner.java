/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.graph;

import io.millrace.function.KeySelector;
import io.millrace.operator.OperatorFactory;
import java.io.Serializable;

/**
 * What may run in front of a keyed exchange to send fewer records through it: an operator that folds records of one key
 * into partial results, which the operator behind the exchange merges.
 *
 * @param factory makes the operator
 * @param keySelector gives the key of what it emits
 */
public record Combiner(OperatorFactory factory, KeySelector<Object, Object> keySelector) implements Serializable {}
