/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.flink.cluster.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;

/** Requests and answers in JSON, and what goes wrong with them in words. Any thread may use it. */
final class RestChannel {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(30);
    /** A jar has to travel; a program's main method runs within a request, and may have files to look through. */
    private static final Duration WORK_TIMEOUT = Duration.ofMinutes(10);

    private static final String JSON_TYPE = "application/json";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final FlinkAddress address;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .build();

    RestChannel(FlinkAddress address) {
        this.address = address;
    }

    static ObjectNode object() {
        return JSON.createObjectNode();
    }

    JsonNode get(String path) throws ClusterException, InterruptedException {
        return send("GET", path, BodyPublishers.noBody(), JSON_TYPE, ANSWER_TIMEOUT);
    }

    JsonNode delete(String path) throws ClusterException, InterruptedException {
        return send("DELETE", path, BodyPublishers.noBody(), JSON_TYPE, ANSWER_TIMEOUT);
    }

    JsonNode patch(String path) throws ClusterException, InterruptedException {
        return send("PATCH", path, BodyPublishers.noBody(), JSON_TYPE, ANSWER_TIMEOUT);
    }

    JsonNode post(String path, JsonNode body) throws ClusterException, InterruptedException {
        return send("POST", path, BodyPublishers.ofString(body.toString()), JSON_TYPE, WORK_TIMEOUT);
    }

    /** Uploads a jar as a form does, in pieces, and never whole in memory. */
    JsonNode upload(String path, Path file, String name)
            throws ClusterException, FileNotFoundException, InterruptedException {
        String boundary = "millrace-" + UUID.randomUUID();
        String head = "--" + boundary + "\r\nContent-Disposition: form-data; name=\"jarfile\"; filename=\"" + name
                + "\"\r\nContent-Type: application/java-archive\r\n\r\n";
        BodyPublisher form = BodyPublishers.concat(
                BodyPublishers.ofString(head, StandardCharsets.UTF_8),
                BodyPublishers.ofFile(file),
                BodyPublishers.ofString("\r\n--" + boundary + "--\r\n", StandardCharsets.UTF_8));
        return send("POST", path, form, "multipart/form-data; boundary=" + boundary, WORK_TIMEOUT);
    }

    private JsonNode send(String method, String path, BodyPublisher body, String type, Duration timeout)
            throws ClusterException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address.at(path))
                .timeout(timeout)
                .header("Content-Type", type)
                .method(method, body)
                .build();
        HttpResponse<String> response;
        try {
            response = client.send(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
        } catch (IOException failure) {
            throw unreachable(failure, timeout);
        }
        JsonNode answer = json(response.body());
        if (response.statusCode() / 100 != 2) {
            throw refused(response.statusCode(), answer);
        }
        if (answer.isMissingNode()) {
            throw notFlink();
        }
        return answer;
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    private ClusterException unreachable(IOException failure, Duration timeout) {
        String where = "Cannot reach a Flink cluster at " + address + ": ";
        if (failure instanceof HttpConnectTimeoutException) {
            return new ClusterException(where + "no connection within " + CONNECT_TIMEOUT.toSeconds() + " s", failure);
        } else if (failure instanceof HttpTimeoutException) {
            return new ClusterException(where + "no answer within " + timeout.toSeconds() + " s", failure);
        } else if (failure instanceof ConnectException) {
            return new ClusterException(
                    where
                            + (hasUnknownHost(failure)
                                    ? "the host " + address.host() + " is not known"
                                    : "nobody listens there. Is it running, and is the port that of its web page?"),
                    failure);
        }
        return new ClusterException(where + failure.getMessage(), failure);
    }

    private static boolean hasUnknownHost(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnresolvedAddressException) {
                return true;
            }
        }
        return false;
    }

    /** Flink answers with one or two texts, of which the last holds the stack trace, where there is one. */
    private ClusterException refused(int status, JsonNode answer) {
        JsonNode errors = answer.path("errors");
        if (!errors.isArray() || errors.isEmpty()) {
            return notFlink();
        }
        String last = errors.get(errors.size() - 1).asText();
        String reason = last.isBlank() ? "HTTP status " + status : RootCause.of(last);
        return new ClusterException("The cluster at " + address + " refuses: " + reason);
    }

    private ClusterException notFlink() {
        return new ClusterException(
                "What listens at " + address.webPage() + " does not answer as Flink's web page does");
    }
}
