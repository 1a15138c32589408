/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.storage.s3;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** An S3 server in a process of its own, for all tests of this JVM. */
final class S3Server {
    static final String BUCKET = "millrace";

    private static final Pattern STARTED = Pattern.compile("started on ports \\d+ \\(https\\), (\\d+) \\(http\\)");

    private static final S3Server INSTANCE = start();

    private final AtomicInteger directories = new AtomicInteger();
    private final URI endpoint;
    private final S3Client client;

    private S3Server(URI endpoint) {
        this.endpoint = endpoint;
        this.client = new AtomicWrites(client(endpoint));
    }

    static S3Server get() {
        return INSTANCE;
    }

    static S3Client client(URI endpoint) {
        return S3Client.builder()
                .endpointOverride(endpoint)
                .forcePathStyle(true)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    private static S3Server start() {
        try {
            Path jar = Path.of(System.getProperty("millrace.s3mock.jar"));
            Path data = Files.createTempDirectory(jar.toAbsolutePath().getParent(), "data");
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-XX:+UseSerialGC",
                            "-Xmx256m",
                            "-jar",
                            jar.toString(),
                            "--server.port=0",
                            "--com.adobe.testing.s3mock.http-port=0",
                            "--com.adobe.testing.s3mock.store.root=" + data,
                            "--com.adobe.testing.s3mock.store.initial-buckets=" + BUCKET)
                    .redirectErrorStream(true)
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            BufferedReader output = process.inputReader();
            URI endpoint = URI.create("http://localhost:" + awaitPort(output));
            Thread drain = new Thread(() -> output.lines().forEach(line -> {}), "s3mock-output");
            drain.setDaemon(true);
            drain.start();
            return new S3Server(endpoint);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static int awaitPort(BufferedReader output) throws IOException {
        StringBuilder said = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            said.append(line).append('\n');
            Matcher started = STARTED.matcher(line);
            if (started.find()) {
                return Integer.parseInt(started.group(1));
            }
        }
        throw new IOException("The S3 server did not start: " + said);
    }

    URI endpoint() {
        return endpoint;
    }

    S3Client client() {
        return client;
    }

    S3Bucket bucket() {
        return new S3Bucket(client, BUCKET);
    }

    /** Returns a directory that no other test uses. */
    S3Location newDirectory() {
        return new S3Location(BUCKET, "test-" + directories.incrementAndGet() + "/");
    }

    S3Storage storage(S3Location directory) {
        return new S3Storage(bucket(), directory, null);
    }

    /** Returns the keys of the uploads in parts that were begun and not ended. */
    List<String> openUploads(S3Location directory) {
        return client
                .listMultipartUploads(request -> request.bucket(BUCKET).prefix(directory.prefix()))
                .uploads()
                .stream()
                .map(upload -> upload.key().substring(directory.prefix().length()))
                .toList();
    }

    /** Options of a JVM whose jobs find this server. */
    List<String> jvmOptions() {
        return List.of("-Daws.endpointUrlS3=" + endpoint, "-Daws.accessKeyId=key", "-Daws.secretAccessKey=secret");
    }

    /** Lets the jobs of this JVM find this server. */
    void useForJobs() {
        for (String option : jvmOptions()) {
            String[] parts = option.substring("-D".length()).split("=", 2);
            System.setProperty(parts[0], parts[1]);
        }
    }
}
