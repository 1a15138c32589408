/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.differential.operators;

import io.millrace.differential.Cell;
import io.millrace.differential.Event;
import io.millrace.differential.KeyedLogic;
import io.millrace.simulation.Randomness;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What a keyed function does with each element, and when a timer fires: a few actions in order. */
record Script(List<Action> onElement, List<Action> onTimer) implements KeyedLogic {
    private static final long LAST_TIMER = 3_000;

    Script {
        onElement = List.copyOf(onElement);
        onTimer = List.copyOf(onTimer);
    }

    /** What can be done. */
    enum Verb {
        ADD_TO_VALUE,
        CLEAR_VALUE_IF,
        ADD_TO_LIST,
        HALVE_LIST,
        COUNT_IN_MAP,
        REMOVE_FROM_MAP,
        REDUCE,
        AGGREGATE,
        CLEAR_ALL_IF,
        EMIT,
        EMIT_ASIDE,
        EMIT_TIME,
        REGISTER,
        DELETE
    }

    /** One thing to do, with a number to do it by. */
    record Action(Verb verb, int number) implements java.io.Serializable {
        @Override
        public String toString() {
            return verb + " " + number;
        }
    }

    static Script draw(Randomness random, boolean timed) {
        List<Action> onElement = actions(random, 5, timed);
        onElement.add(new Action(Verb.EMIT, 0));
        return new Script(onElement, timed ? actions(random, 4, true) : List.of());
    }

    private static List<Action> actions(Randomness random, int most, boolean timed) {
        List<Verb> verbs = new ArrayList<>(List.of(Verb.values()));
        if (!timed) {
            verbs.removeIf(Script::isTimed);
        }
        List<Action> actions = new ArrayList<>();
        int count = random.between(1, most);
        for (int i = 0; i < count; i++) {
            Verb verb = random.pick(verbs);
            int number = verb == Verb.REGISTER && random.chance(0.1) ? -random.below(20) : random.between(1, 30);
            actions.add(new Action(verb, verb == Verb.REGISTER || verb == Verb.DELETE ? number : 1 + number % 5));
        }
        return actions;
    }

    private static boolean isTimed(Verb verb) {
        return verb == Verb.REGISTER || verb == Verb.DELETE || verb == Verb.EMIT_TIME;
    }

    boolean usesTime() {
        return onElement.stream().anyMatch(action -> isTimed(action.verb()));
    }

    boolean registersInThePast() {
        return onElement.stream().anyMatch(action -> action.verb() == Verb.REGISTER && action.number() <= 0);
    }

    List<Script> smaller() {
        List<Script> smaller = new ArrayList<>();
        for (int i = 0; i < onElement.size(); i++) {
            List<Action> fewer = new ArrayList<>(onElement);
            fewer.remove(i);
            smaller.add(new Script(fewer, onTimer));
        }
        for (int i = 0; i < onTimer.size(); i++) {
            List<Action> fewer = new ArrayList<>(onTimer);
            fewer.remove(i);
            smaller.add(new Script(onElement, fewer));
        }
        return smaller;
    }

    @Override
    public void onElement(Event event, int side, Cell cell) throws Exception {
        for (Action action : onElement) {
            act(action, event, cell, false);
        }
    }

    @Override
    public void onTimer(long timestamp, Cell cell) throws Exception {
        Event event = new Event(cell.key(), timestamp, timestamp, 0);
        for (Action action : onTimer) {
            act(action, event, cell, true);
        }
    }

    private static void act(Action action, Event event, Cell cell, boolean timer) throws Exception {
        int number = action.number();
        switch (action.verb()) {
            case ADD_TO_VALUE -> cell.setValue(Objects.requireNonNullElse(cell.value(), 0L) + event.value + number);
            case CLEAR_VALUE_IF -> {
                if (Math.floorMod(event.value, 5) == number) {
                    cell.setValue(null);
                }
            }
            case ADD_TO_LIST -> cell.addToList(event);
            case HALVE_LIST -> {
                List<Event> list = cell.list();
                cell.setList(list.subList(0, list.size() / 2));
            }
            case COUNT_IN_MAP -> {
                int key = (int) Math.floorMod(event.value, (long) number);
                cell.putMapped(key, Objects.requireNonNullElse(cell.mapped(key), 0L) + 1);
            }
            case REMOVE_FROM_MAP -> cell.removeMapped(number);
            case REDUCE -> cell.reduce(event.value * number);
            case AGGREGATE -> cell.aggregate(event);
            case CLEAR_ALL_IF -> {
                if (Math.floorMod(event.value, 5) == number) {
                    cell.clearAll();
                }
            }
            case EMIT -> cell.emit(summary(event, cell));
            case EMIT_ASIDE -> cell.emitAside(summary(event, cell));
            case EMIT_TIME -> cell.emit(new Event(cell.key(), cell.watermark(), cell.timestamp(), event.value));
            case REGISTER -> {
                // a timer that registers the next must come to an end
                if (!timer || (event.time < LAST_TIMER && number > 0)) {
                    cell.registerTimer(cell.timestamp() + number);
                }
            }
            case DELETE -> cell.deleteTimer(cell.timestamp() + number);
        }
    }

    private static Event summary(Event event, Cell cell) throws Exception {
        return new Event(
                cell.key(),
                Objects.hash(cell.value(), cell.list(), cell.map(), cell.reduced(), cell.aggregated()),
                event.time,
                event.value);
    }

    @Override
    public String toString() {
        return "on element " + onElement + (onTimer.isEmpty() ? "" : ", on timer " + onTimer);
    }
}
