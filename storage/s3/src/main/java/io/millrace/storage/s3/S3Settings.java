/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.storage.s3;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.AwsProfileRegionProvider;
import software.amazon.awssdk.regions.providers.AwsRegionProviderChain;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.regions.providers.SystemSettingsRegionProvider;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/**
 * How S3 is reached. All settings are the AWS SDK's own (endpoint, region, credentials, retries), but for two: whether the
 * bucket's name is in the path of each request, as it is where there is an endpoint (which is of another S3 than Amazon's)
 * unless it is said otherwise; and after how many milliseconds without a sign of life a lock is taken from its owner.
 */
final class S3Settings {
    static final String PATH_STYLE = "millrace.s3.pathStyle";

    static final String LOCK_EXPIRY = "millrace.s3.lockExpiryMillis";

    private static final long LOCK_EXPIRY_MILLIS = 15_000;
    private static final long SHORTEST_LOCK_EXPIRY_MILLIS = 1_000;

    private S3Settings() {}

    static S3Client client() {
        boolean hasEndpoint = hasEndpoint();
        S3ClientBuilder builder = S3Client.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(Duration.ofSeconds(5))
                        .socketTimeout(Duration.ofSeconds(30)))
                .region(region(hasEndpoint));
        String pathStyle = setting(PATH_STYLE, "MILLRACE_S3_PATH_STYLE");
        builder.forcePathStyle(pathStyle == null ? hasEndpoint : Boolean.parseBoolean(pathStyle));
        return builder.build();
    }

    static Duration lockExpiry() {
        String text = setting(LOCK_EXPIRY, "MILLRACE_S3_LOCK_EXPIRY_MILLIS");
        long millis;
        try {
            millis = text == null ? LOCK_EXPIRY_MILLIS : Long.parseLong(text);
        } catch (NumberFormatException noNumber) {
            millis = -1;
        }
        if (millis < SHORTEST_LOCK_EXPIRY_MILLIS) {
            throw new IllegalArgumentException(LOCK_EXPIRY + " must be a number of milliseconds, at least "
                    + SHORTEST_LOCK_EXPIRY_MILLIS + ", and not '" + text + "'");
        }
        return Duration.ofMillis(millis);
    }

    private static boolean hasEndpoint() {
        return setting("aws.endpointUrlS3", "AWS_ENDPOINT_URL_S3") != null
                || setting("aws.endpointUrl", "AWS_ENDPOINT_URL") != null;
    }

    private static @Nullable String setting(String property, String variable) {
        String value = System.getProperty(property);
        return value == null ? System.getenv(variable) : value;
    }

    /** Other S3s than Amazon's have no regions, and take any. */
    private static Region region(boolean hasEndpoint) {
        try {
            return hasEndpoint
                    ? new AwsRegionProviderChain(new SystemSettingsRegionProvider(), new AwsProfileRegionProvider())
                            .getRegion()
                    : DefaultAwsRegionProviderChain.builder().build().getRegion();
        } catch (SdkClientException none) {
            if (hasEndpoint) {
                return Region.US_EAST_1;
            }
            throw new IllegalArgumentException(
                    "S3 needs a region: set AWS_REGION, or AWS_ENDPOINT_URL_S3 for another S3 than Amazon's.", none);
        }
    }
}
