/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.flink.cluster.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.flink.cluster.rest.JobDetails.Vertex;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads what Flink says of jobs. */
final class JobReading {
    private JobReading() {}

    static JobSummary summary(JsonNode job) {
        return new JobSummary(
                job.path("jid").asText(),
                job.path("name").asText(),
                JobState.valueOf(job.path("state").asText()),
                job.path("start-time").asLong(),
                job.path("duration").asLong());
    }

    static JobDetails details(JsonNode job) {
        Set<String> fed = new HashSet<>();
        Set<String> feeding = new HashSet<>();
        for (JsonNode node : job.path("plan").path("nodes")) {
            for (JsonNode input : node.path("inputs")) {
                fed.add(node.path("id").asText());
                feeding.add(input.path("id").asText());
            }
        }
        List<Vertex> vertices = new ArrayList<>();
        for (JsonNode vertex : job.path("vertices")) {
            String id = vertex.path("id").asText();
            JsonNode metrics = vertex.path("metrics");
            vertices.add(new Vertex(
                    id,
                    vertex.path("name").asText(),
                    vertex.path("parallelism").asInt(),
                    vertex.path("tasks").path("RUNNING").asInt(),
                    !fed.contains(id),
                    !feeding.contains(id),
                    Math.max(
                            metrics.path("read-records").asLong(),
                            metrics.path("write-records").asLong())));
        }
        return new JobDetails(summary(job), vertices);
    }
}
