/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.function.AggregateFunction;
import io.millrace.state.AggregatingState;
import io.millrace.state.AggregatingStateDescriptor;
import io.millrace.state.ListState;
import io.millrace.state.ListStateDescriptor;
import io.millrace.state.MapState;
import io.millrace.state.MapStateDescriptor;
import io.millrace.state.ReducingState;
import io.millrace.state.ReducingStateDescriptor;
import io.millrace.state.StateDescriptor;
import io.millrace.state.StateTtlConfig;
import io.millrace.state.StateTtlConfig.StateVisibility;
import io.millrace.state.ValueState;
import io.millrace.state.ValueStateDescriptor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimeToLiveTest {
    private long now = 1000;
    private final KeyedStore store = Tables.store(() -> now);
    private final StateTtlConfig ttl =
            StateTtlConfig.newBuilder(Duration.ofMillis(10)).build();

    @Test
    void valueIsGoneOnceItsTimeIsUp() {
        ValueState<String> state = store.valueState(expiring(new ValueStateDescriptor<>("s", String.class), ttl));
        store.select("k");
        state.update("v");
        now += 9;
        assertThat(state.value()).isEqualTo("v");
        now += 1;
        assertThat(state.value()).isNull();
        store.release();
        assertThat(store.size()).isZero();
    }

    @Test
    void readingRefreshesOnlyWhereAskedFor() {
        StateTtlConfig onRead = StateTtlConfig.newBuilder(Duration.ofMillis(10))
                .updateTtlOnReadAndWrite()
                .build();
        ValueState<String> kept = store.valueState(expiring(new ValueStateDescriptor<>("kept"), onRead));
        ValueState<String> lost = store.valueState(expiring(new ValueStateDescriptor<>("lost"), ttl));
        store.select("k");
        kept.update("v");
        lost.update("v");
        for (int i = 0; i < 3; i++) {
            now += 6;
            assertThat(kept.value()).isEqualTo("v");
        }
        assertThat(lost.value()).isNull();
    }

    @Test
    void expiredValueIsSeenOnceMoreWhereAllowed() {
        StateTtlConfig lenient = StateTtlConfig.newBuilder(Duration.ofMillis(10))
                .setStateVisibility(StateVisibility.ReturnExpiredIfNotCleanedUp)
                .build();
        ValueState<String> state = store.valueState(expiring(new ValueStateDescriptor<>("s"), lenient));
        store.select("k");
        state.update("v");
        now += 50;
        assertThat(state.value()).isEqualTo("v");
        assertThat(state.value()).isNull();
    }

    @Test
    void elementsAndEntriesExpireOneByOne() {
        ListState<Integer> list = store.listState(expiring(new ListStateDescriptor<>("list"), ttl));
        MapState<String, Integer> map = store.mapState(expiring(new MapStateDescriptor<>("map"), ttl));
        store.select("k");
        list.add(1);
        map.put("a", 1);
        now += 6;
        list.add(2);
        map.put("b", 2);
        now += 6;
        assertThat(list.get()).containsExactly(2);
        assertThat(map.get("a")).isNull();
        assertThat(map.contains("b")).isTrue();
        assertThat(map.keys()).containsExactly("b");
        now += 6;
        assertThat(list.get()).isEmpty();
        assertThat(map.isEmpty()).isTrue();
        store.release();
        assertThat(store.size()).isZero();
    }

    @Test
    void reducingStartsAfreshAfterExpiry() {
        ReducingState<Integer> sum =
                store.reducingState(expiring(new ReducingStateDescriptor<>("sum", Integer::sum), ttl));
        store.select("k");
        sum.add(1);
        sum.add(2);
        assertThat(sum.get()).isEqualTo(3);
        now += 10;
        sum.add(5);
        assertThat(sum.get()).isEqualTo(5);
    }

    @Test
    void keysThatNeverComeAgainAreForgottenWhileOthersAreSelected() {
        ValueState<String> state = store.valueState(expiring(new ValueStateDescriptor<>("s"), ttl));
        for (int i = 0; i < 3000; i++) {
            store.select(i);
            state.update("v");
            store.release();
        }
        now += 10;
        for (int i = 0; i < 3000; i++) {
            store.select(-1);
            state.update("w");
            store.release();
        }
        assertThat(store.size()).isEqualTo(1);
    }

    @Test
    void snapshotLeavesOutWhatHadExpiredAndKeepsTheRemainingTime() {
        ValueState<String> state = store.valueState(expiring(new ValueStateDescriptor<>("s"), ttl));
        ListState<Integer> list = store.listState(expiring(new ListStateDescriptor<>("list"), ttl));
        store.select("old");
        state.update("v");
        now += 6;
        store.select("young");
        state.update("w");
        list.add(7);
        now += 5;
        byte[] table = Tables.writeAndClose(store.snapshot());

        KeyedStore restored = Tables.store(() -> now);
        Tables.restore(restored, table);
        ValueState<String> again = restored.valueState(expiring(new ValueStateDescriptor<>("s"), ttl));
        ListState<Integer> listAgain = restored.listState(expiring(new ListStateDescriptor<>("list"), ttl));
        restored.select("old");
        assertThat(again.value()).isNull();
        restored.select("young");
        assertThat(again.value()).isEqualTo("w");
        assertThat(listAgain.get()).containsExactly(7);
        now += 5;
        assertThat(again.value()).isNull();
        assertThat(listAgain.get()).isEmpty();
    }

    @Test
    void timeToLiveMayBeAddedAndTakenAwayBetweenRuns() {
        ValueState<String> plain = store.valueState(new ValueStateDescriptor<>("s"));
        store.select("k");
        plain.update("v");
        byte[] withoutTtl = Tables.writeAndClose(store.snapshot());

        KeyedStore second = Tables.store(() -> now);
        Tables.restore(second, withoutTtl);
        ValueState<String> expiring = second.valueState(expiring(new ValueStateDescriptor<>("s"), ttl));
        second.select("k");
        now += 9;
        assertThat(expiring.value()).isEqualTo("v");
        byte[] withTtl = Tables.writeAndClose(second.snapshot());
        now += 1;
        assertThat(expiring.value()).isNull();

        KeyedStore third = Tables.store(() -> now);
        Tables.restore(third, withTtl);
        ValueState<String> again = third.valueState(new ValueStateDescriptor<>("s"));
        third.select("k");
        now += 1000;
        assertThat(again.value()).isEqualTo("v");
    }

    @Test
    void aggregatingStateExpiresToo() {
        AggregatingStateDescriptor<String, List<String>, String> descriptor =
                new AggregatingStateDescriptor<>("a", new Joining());
        AggregatingState<String, String> state = store.aggregatingState(expiring(descriptor, ttl));
        store.select("k");
        state.add("x");
        state.add("y");
        assertThat(state.get()).isEqualTo("[x, y]");
        now += 10;
        assertThat(state.get()).isNull();
    }

    private static <D extends StateDescriptor<?, ?>> D expiring(D descriptor, StateTtlConfig config) {
        descriptor.enableTimeToLive(config);
        return descriptor;
    }

    private static final class Joining implements AggregateFunction<String, List<String>, String> {
        @Override
        public List<String> createAccumulator() {
            return new ArrayList<>();
        }

        @Override
        public List<String> add(String value, List<String> accumulator) {
            accumulator.add(value);
            return accumulator;
        }

        @Override
        public String getResult(List<String> accumulator) {
            return accumulator.toString();
        }
    }
}
