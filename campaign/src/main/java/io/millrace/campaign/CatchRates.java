/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.campaign;

import io.millrace.campaign.planted.PlantedBug;
import io.millrace.simulation.Scenario;
import io.millrace.simulation.Simulation;
import io.millrace.simulation.SimulationFailure;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Measures after how many worlds each planted bug is caught: in several rounds, each with seeds of its own, over the shapes
 * in which the bug is to be looked for.
 */
public final class CatchRates {
    /** How often each bug is looked for. */
    public static final int ROUNDS = 5;

    private static final long SEEDS_BETWEEN_ROUNDS = 1_000_000;

    private final List<PlantedBug> bugs;
    private final int mostWorlds;
    private final PrintWriter out;
    private final Map<PlantedBug, List<Integer>> worlds = new LinkedHashMap<>();

    /** @param mostWorlds for each bug in each round */
    public CatchRates(List<PlantedBug> bugs, int mostWorlds, PrintWriter out) {
        this.bugs = List.copyOf(bugs);
        this.mostWorlds = mostWorlds;
        this.out = out;
    }

    /** Returns in which world from {@code first} on a bug is caught, the first being 1; 0 for in none. */
    public static int worldsToCatch(PlantedBug bug, long first, int mostWorlds) {
        List<Scenario> shapes = bug.likelyShapes();
        for (int world = 1; world <= mostWorlds; world++) {
            long seed = first + world - 1;
            try {
                Simulation.run(
                        SimulationCampaign.shapeOf(seed, shapes), seed, SimulationCampaign.MOST_CRASHES, bug.hooks());
            } catch (SimulationFailure caught) {
                return world;
            }
        }
        return 0;
    }

    /** Looks for all bugs, and prints a row of a table for each as soon as it is known. */
    public void run(long first, int threads) throws InterruptedException {
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            Map<PlantedBug, List<Future<Integer>>> running = new LinkedHashMap<>();
            for (PlantedBug bug : bugs) {
                List<Future<Integer>> rounds = new ArrayList<>();
                for (int round = 0; round < ROUNDS; round++) {
                    long seed = first + round * SEEDS_BETWEEN_ROUNDS;
                    rounds.add(executor.submit(() -> worldsToCatch(bug, seed, mostWorlds)));
                }
                running.put(bug, rounds);
            }
            for (Map.Entry<PlantedBug, List<Future<Integer>>> bug : running.entrySet()) {
                List<Integer> counts = new ArrayList<>();
                for (Future<Integer> round : bug.getValue()) {
                    counts.add(round.get());
                }
                worlds.put(bug.getKey(), counts);
                out.println(row(bug.getKey(), counts));
            }
        } catch (ExecutionException failed) {
            throw new IllegalStateException("The measurement itself failed", failed);
        } finally {
            executor.shutdownNow();
        }
    }

    private static String row(PlantedBug bug, List<Integer> counts) {
        List<Integer> sorted = counts.stream()
                .map(count -> count == 0 ? Integer.MAX_VALUE : count)
                .sorted()
                .toList();
        int entry = bug.elsewhere().entry();
        return "| " + (entry == 0 ? "" : entry) + " | " + bug.elsewhere().ids() + " | " + bug.description() + " | `"
                + bug + "` | " + shown(sorted.get(sorted.size() / 2)) + " | " + shown(sorted.get(sorted.size() - 1))
                + " |";
    }

    private static String shown(int count) {
        return count == Integer.MAX_VALUE ? "not caught" : Integer.toString(count);
    }

    /** Returns the bugs that were not caught in each round. */
    public List<PlantedBug> missed() {
        return worlds.entrySet().stream()
                .filter(bug -> bug.getValue().contains(0))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Prints how many bugs were caught, and of how many entries. */
    public void print() {
        TreeSet<Integer> entries = new TreeSet<>();
        worlds.keySet().forEach(bug -> entries.add(bug.elsewhere().entry()));
        entries.remove(0);
        out.println((worlds.size() - missed().size()) + " of " + worlds.size() + " planted bugs caught within "
                + mostWorlds + " worlds in each of " + ROUNDS + " rounds, of " + entries.size()
                + " entries of docs/reliability.md" + (missed().isEmpty() ? "" : "; not " + missed()));
    }
}
