/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.cli.shell;

import io.millrace.runner.JobClient;
import io.millrace.runner.JobException;
import io.millrace.sql.plan.ResultTable;
import io.millrace.task.JobStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** The jobs that INSERT has started, by number. Used by the thread that runs the statements. */
final class ShellJobs {
    private final Map<Integer, JobClient> jobs = new TreeMap<>();
    private final TreeSet<Integer> untold = new TreeSet<>();

    /** Returns the number that the job is given. */
    int add(JobClient job) {
        int number = jobs.size() + 1;
        jobs.put(number, job);
        untold.add(number);
        return number;
    }

    /** Returns what SHOW JOBS shows. */
    ResultTable table() {
        List<List<String>> rows = new ArrayList<>();
        jobs.forEach((number, job) -> rows.add(
                List.of(number.toString(), job.getJobName(), job.getJobStatus().name())));
        return new ResultTable(List.of("job", "name", "status"), rows);
    }

    /**
     * Cancels the running job of a number or a name, of several with one name the latest, and waits until it has stopped.
     *
     * @return its name, or nothing if there is none
     */
    Optional<String> cancel(String nameOrNumber) {
        int found = 0;
        for (Map.Entry<Integer, JobClient> each : jobs.entrySet()) {
            boolean meant = each.getKey().toString().equals(nameOrNumber)
                    || each.getValue().getJobName().equals(nameOrNumber);
            if (meant && isRunning(each.getValue())) {
                found = each.getKey();
            }
        }
        JobClient job = jobs.get(found);
        if (job == null) {
            return Optional.empty();
        }
        job.cancel().join();
        untold.remove(found);
        return Optional.of(job.getJobName());
    }

    List<JobClient> running() {
        return jobs.values().stream().filter(ShellJobs::isRunning).toList();
    }

    /** Returns a line for each job that has ended since somebody asked. */
    List<String> news() {
        List<String> lines = new ArrayList<>();
        for (int number : List.copyOf(untold)) {
            JobClient job = jobs.get(number);
            if (job != null && !isRunning(job)) {
                untold.remove(number);
                lines.add("Job " + number + " '" + job.getJobName() + "' " + end(job));
            }
        }
        return lines;
    }

    private static String end(JobClient job) {
        return switch (job.getJobStatus()) {
            case FINISHED -> "has finished.";
            case CANCELED -> "was cancelled.";
            default -> "has failed: " + reason(job);
        };
    }

    private static String reason(JobClient job) {
        try {
            job.await();
            return "";
        } catch (JobException failed) {
            return Failure.line(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    /**
     * Waits for all jobs.
     *
     * @throws JobException if one fails
     */
    void await() throws JobException, InterruptedException {
        for (JobClient job : jobs.values()) {
            if (job.getJobStatus() != JobStatus.CANCELED) {
                job.await();
            }
        }
    }

    /** Cancels all jobs that run, and waits until they have stopped. */
    void cancelAll() {
        running().forEach(job -> job.cancel().join());
    }

    private static boolean isRunning(JobClient job) {
        return !job.getJobStatus().isGloballyTerminalState();
    }
}
