/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.state;

import java.util.Set;

/**
 * Where state is declared that belongs to a subtask and not to a key. Elements must not be null. An element that can be
 * changed in place is copied when a snapshot is taken.
 */
public interface OperatorStateStore {
    /**
     * Declares a list of which each subtask has a part. Started again with the same number of subtasks, each gets its part
     * back; with another number, the elements are dealt out one by one, in the order of the subtasks of before.
     *
     * @throws IllegalArgumentException if the state is known as a union list, or the descriptor sets a time to live
     */
    <S> ListState<S> getListState(ListStateDescriptor<S> stateDescriptor) throws Exception;

    /**
     * Declares a list of which each subtask writes a part and, when the job is started again, gets the parts of all.
     * Elements that came from a snapshot are written to the next one by a single subtask, whoever holds them, until
     * {@link ListState#update} or {@link ListState#clear} says what is this subtask's own.
     *
     * @throws IllegalArgumentException if the state is known as a plain list, or the descriptor sets a time to live
     */
    <S> ListState<S> getUnionListState(ListStateDescriptor<S> stateDescriptor) throws Exception;

    /** Declares a map that every subtask must change alike; the first one writes it, and all get it back. */
    <K, V> BroadcastState<K, V> getBroadcastState(MapStateDescriptor<K, V> stateDescriptor) throws Exception;

    /** Returns the names of all list states, those that came from a snapshot and were not declared yet among them. */
    Set<String> getRegisteredStateNames();

    /** Returns the names of all broadcast states. */
    Set<String> getRegisteredBroadcastStateNames();
}
