/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.graph;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Stages that are joined by exchanges, directly or through others. Records do not leave a region: what fails in one has to be
 * done again there, and nowhere else.
 */
public record PipelinedRegion(List<Stage> stages) {
    public PipelinedRegion {
        stages = List.copyOf(stages);
    }

    /** Divides stages, each after those it reads from, into regions, by their first stages. */
    static List<PipelinedRegion> of(List<Stage> stages) {
        Map<Integer, Set<Integer>> joined = new TreeMap<>();
        for (Stage stage : stages) {
            Set<Integer> region = new TreeSet<>(List.of(stage.id()));
            stage.inputs().forEach(input -> region.addAll(joined.getOrDefault(input.fromStage(), new TreeSet<>())));
            region.forEach(member -> joined.put(member, region));
        }
        return joined.values().stream()
                .distinct()
                .map(region -> new PipelinedRegion(stages.stream()
                        .filter(stage -> region.contains(stage.id()))
                        .toList()))
                .toList();
    }
}
