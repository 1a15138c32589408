/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProviderChain;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** What a person is told who has set up something wrongly. */
class S3FailuresTest {
    private static S3Storage storage(S3Client client, String bucket) {
        return new S3Storage(new S3Bucket(client, bucket), new S3Location(bucket, "dir/"), null);
    }

    /** A server that refuses everything, since the one of the other tests lets everybody in. */
    private static HttpServer refusing(int status, String code, String message) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        byte[] answer = ("<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>" + code + "</Code><Message>" + message
                        + "</Message></Error>")
                .getBytes(StandardCharsets.UTF_8);
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            boolean hasBody = !exchange.getRequestMethod().equals("HEAD");
            exchange.getResponseHeaders().add("Content-Type", "application/xml");
            exchange.sendResponseHeaders(status, hasBody ? answer.length : -1);
            if (hasBody) {
                exchange.getResponseBody().write(answer);
            }
            exchange.close();
        });
        server.start();
        return server;
    }

    private static URI endpoint(HttpServer server) {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    @Test
    void aBucketThatIsMissing() {
        S3Storage storage = storage(S3Server.get().client(), "nowhere");

        assertThatThrownBy(() -> storage.list(""))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("s3://nowhere/dir/: there is no such bucket. Create it, or correct its name.");
        assertThatThrownBy(() -> storage.publish("file", new byte[1])).hasMessageContaining("there is no such bucket");
        assertThatThrownBy(() -> storage.exists("file")).hasMessageContaining("there is no such bucket");
    }

    @Test
    void accessThatIsDenied() throws Exception {
        HttpServer server = refusing(403, "AccessDenied", "Access Denied");
        try (S3Client client = S3Server.client(endpoint(server))) {
            S3Storage storage = storage(client, "secret");

            assertThatThrownBy(() -> storage.publish("file", new byte[1]))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(
                            "Cannot write s3://secret/dir/file: access is denied (AccessDenied: Access Denied,")
                    .hasMessageContaining("credentials");
            assertThatThrownBy(() -> storage.size("file"))
                    .hasMessageContaining("Cannot look at s3://secret/dir/file: access is denied (");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void anEndpointThatIsNotThere() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        try (S3Client client = S3Server.client(URI.create("http://localhost:" + port))) {
            assertThatThrownBy(() -> storage(client, "bucket").list(""))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("Cannot list s3://bucket/dir/: S3 was not reached")
                    .hasMessageContaining("Connection refused");
        }
    }

    @Test
    void credentialsThatAreMissing() {
        try (S3Client client = withoutCredentials()) {
            assertThatThrownBy(() -> storage(client, S3Server.BUCKET).list(""))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("there are no credentials for S3. Set AWS_ACCESS_KEY_ID");
        }
    }

    private static S3Client withoutCredentials() {
        return S3Client.builder()
                .endpointOverride(S3Server.get().endpoint())
                .forcePathStyle(true)
                .region(Region.US_EAST_1)
                .credentialsProvider(
                        AwsCredentialsProviderChain.of(ProfileCredentialsProvider.create("no-such-profile")))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"s3://", "s3:///dir", "s3://bucket//dir", "s3://bucket/a/../b", "s4://bucket", "bucket/dir"})
    void aLocationThatIsNone(String location) {
        assertThatThrownBy(() -> S3Location.parse(location))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + location + "' is no location in S3")
                .hasMessageContaining("s3://bucket/path");
    }

    @Test
    void locationsShowAsTheyAreWritten() {
        assertThat(S3Location.parse("s3://bucket")).hasToString("s3://bucket");
        assertThat(S3Location.parse("s3://bucket/a/b/")).hasToString("s3://bucket/a/b");
        assertThat(S3Location.parse("s3://bucket/a/b").prefix()).isEqualTo("a/b/");
    }
}
