/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class TimerQueueTest {
    private final KeyedStore store = Tables.store();
    private final TimerQueue timers = store.eventTimers();

    @Test
    void firesInOrderOfTimestamp() {
        timers.register(store.select(1L), 30);
        timers.register(store.select(2L), 10);
        timers.register(store.select(1L), 20);
        assertThat(timers.next()).isEqualTo(10);
        assertThat(drain(25)).containsExactly("2@10", "1@20");
        assertThat(timers.size()).isEqualTo(1);
        assertThat(drain(30)).containsExactly("1@30");
        assertThat(timers.next()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void isOneTimerHoweverOftenRegistered() {
        timers.register(store.select("a"), 5);
        timers.register(store.select("a"), 5);
        assertThat(timers.size()).isEqualTo(1);
        assertThat(drain(5)).containsExactly("a@5");
    }

    @Test
    void doesNotFireWhatWasDeleted() {
        int slot = store.select("a");
        timers.register(slot, 5);
        timers.register(slot, 6);
        timers.delete(slot, 5);
        timers.delete(slot, 99);
        assertThat(drain(10)).containsExactly("a@6");
    }

    @Test
    void reusedSlotDoesNotFireTheTimersOfTheKeyBefore() {
        int slot = store.select("old");
        timers.register(slot, 5);
        timers.delete(slot, 5);
        store.release();
        assertThat(store.select("new")).isEqualTo(slot);
        timers.register(slot, 7);
        assertThat(drain(10)).containsExactly("new@7");
    }

    @Test
    void keyWithATimerKeepsItsSlot() {
        int slot = store.select("a");
        timers.register(slot, 5);
        store.release();
        assertThat(store.find("a")).isEqualTo(slot);
        store.selectSlot(timers.pollDue(5));
        store.release();
        assertThat(store.find("a")).isEqualTo(-1);
    }

    @Test
    void behavesLikeASortedSet() {
        for (long seed = 0; seed < 30; seed++) {
            Random random = new Random(seed);
            KeyedStore keyed = Tables.store();
            TimerQueue queue = keyed.processingTimers();
            TreeSet<Long> model = new TreeSet<>(); // timestamp * 1000 + slot, as each key keeps its slot
            for (int i = 0; i < 50; i++) {
                keyed.select((long) i);
            }
            for (int step = 0; step < 5000; step++) {
                int slot = random.nextInt(50);
                long timestamp = random.nextInt(300);
                switch (random.nextInt(4)) {
                    case 0, 1 -> {
                        queue.register(slot, timestamp);
                        model.add(timestamp * 1000 + slot);
                    }
                    case 2 -> {
                        queue.delete(slot, timestamp);
                        model.remove(timestamp * 1000 + slot);
                    }
                    default -> {
                        int polled = queue.pollDue(timestamp);
                        boolean due = !model.isEmpty() && model.first() / 1000 <= timestamp;
                        long expected = due ? model.pollFirst() : -1;
                        long actual = polled < 0 ? -1 : queue.polledTimestamp() * 1000 + polled;
                        assertThat(actual).as("seed %s step %s", seed, step).isEqualTo(expected);
                    }
                }
                assertThat(queue.size()).isEqualTo(model.size());
            }
        }
    }

    @Test
    void aKeyWithManyTimersBehavesLikeASortedSet() {
        Random random = new Random(7);
        int slot = store.select("a");
        TreeSet<Long> model = new TreeSet<>();
        for (int phase = 0; phase < 6; phase++) {
            boolean grows = phase % 2 == 0;
            for (int step = 0; step < 8_000; step++) {
                long timestamp = random.nextInt(20_000);
                int dice = random.nextInt(10);
                if (grows ? dice < 8 : dice < 1) {
                    timers.register(slot, timestamp);
                    model.add(timestamp);
                } else if (grows ? dice < 9 : dice < 2) {
                    timers.delete(slot, timestamp);
                    model.remove(timestamp);
                } else if (!model.isEmpty()) {
                    assertThat(timers.pollDue(Long.MAX_VALUE)).isEqualTo(slot);
                    assertThat(timers.polledTimestamp()).isEqualTo(model.pollFirst());
                }
                assertThat(timers.size()).isEqualTo(model.size());
                assertThat(timers.next()).isEqualTo(model.isEmpty() ? Long.MAX_VALUE : model.first());
                if (step % 1_000 == 0) {
                    KeyedStore restored = Tables.store();
                    Tables.restore(restored, Tables.writeAndClose(store.snapshot()));
                    assertThat(restored.eventTimers().size()).isEqualTo(model.size());
                }
            }
            if (grows) {
                assertThat(model.size()).isGreaterThan(2 * TimerSet.MANY);
            }
        }
        assertThat(model.size()).isLessThan(TimerSet.MANY);
    }

    private List<String> drain(long time) {
        List<String> fired = new ArrayList<>();
        for (int slot = timers.pollDue(time); slot >= 0; slot = timers.pollDue(time)) {
            fired.add(store.keyOf(slot) + "@" + timers.polledTimestamp());
        }
        return fired;
    }
}
