/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.physical;

import io.millrace.sql.aggregate.Aggregator;
import io.millrace.sql.connector.ChangelogMode;
import io.millrace.stream.DataStream;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.calcite.util.ImmutableBitSet;

/** The last phase of an aggregation of groups: takes in what the one before has combined. */
final class GlobalGroupAggregateNode extends PhysicalNode {
    private final GroupAggregateNode whole;
    private final Supplier<List<Aggregator>> aggregators;
    private final String identity;

    /**
     * @param whole the aggregation
     * @param input how groups have changed: their keys, how many rows more they have, and accumulators
     * @param aggregators makes those of a subtask, which take in accumulators
     * @param identity names what is kept: as the aggregation in one phase where it is the same, so that a query may change between one and two
     */
    GlobalGroupAggregateNode(
            GroupAggregateNode whole, PhysicalNode input, Supplier<List<Aggregator>> aggregators, String identity) {
        super(whole.rowType(), List.of(input));
        this.whole = whole;
        this.aggregators = aggregators;
        this.identity = identity;
    }

    @Override
    public ChangelogMode changelogMode() {
        return whole.changelogMode();
    }

    @Override
    List<ImmutableBitSet> computeUpsertKeys() {
        return whole.upsertKeys();
    }

    @Override
    public String describe() {
        return "Global" + whole.describe();
    }

    @Override
    String distribution() {
        return whole.distribution();
    }

    @Override
    Duration timeToLive(Duration session) {
        return whole.timeToLive(session);
    }

    @Override
    StateUse state() {
        return whole.state();
    }

    @Override
    String computeIdentity() {
        return identity;
    }

    @Override
    List<String> computeLineage() {
        return whole.lineage();
    }

    @Override
    protected DataStream<Object> translate(Translation translation) {
        int keyCount = whole.keys().size();
        List<Integer> keys = IntStream.range(0, keyCount).boxed().toList();
        List<Integer> stateKey =
                whole.stateKey().stream().map(whole.keys()::indexOf).toList();
        return translation.keeping(
                this,
                whole.operator(
                        "GlobalGroupAggregate",
                        translation.stream(input()),
                        keys,
                        stateKey,
                        aggregators,
                        keyCount,
                        translation.needsUpdateBefore(this),
                        translation));
    }
}
