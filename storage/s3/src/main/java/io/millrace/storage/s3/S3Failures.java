/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.storage.s3;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Locale;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** Says what went wrong in the words of whoever can mend it. */
final class S3Failures {
    private static final int MOVED = 301;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;

    private S3Failures() {}

    /**
     * @param deed what was tried, such as "read"
     * @param uri on which object or bucket
     */
    static IOException of(String deed, String uri, SdkException failure) {
        return failure instanceof AwsServiceException answer
                ? refused(deed, uri, answer)
                : unanswered(deed, uri, failure);
    }

    private static IOException refused(String deed, String uri, AwsServiceException answer) {
        String code = codeOf(answer);
        if (code.equals("NoSuchBucket")) {
            return new IOException(
                    "Cannot " + deed + " " + uri + ": there is no such bucket. Create it, or correct its name.",
                    answer);
        }
        if (answer.statusCode() == MOVED || code.equals("AuthorizationHeaderMalformed")) {
            return new IOException(
                    "Cannot " + deed + " " + uri + ": the bucket is in another region (" + said(answer)
                            + "). Name its region with AWS_REGION.",
                    answer);
        }
        if (answer.statusCode() == FORBIDDEN) {
            return new IOException(
                    "Cannot " + deed + " " + uri + ": access is denied (" + said(answer) + "). See to it that the"
                            + " credentials are the right"
                            + " ones, and may list the"
                            + " bucket and get, put and"
                            + " delete its objects.",
                    answer);
        }
        if (answer.statusCode() == NOT_FOUND) {
            FileNotFoundException absent =
                    new FileNotFoundException("Cannot " + deed + " " + uri + ": there is no such object");
            absent.initCause(answer);
            return absent;
        }
        return new IOException("Cannot " + deed + " " + uri + ": S3 answered " + said(answer) + ".", answer);
    }

    private static IOException unanswered(String deed, String uri, SdkException failure) {
        String why = String.valueOf(failure.getMessage());
        if (why.toLowerCase(Locale.ROOT).contains("credentials")) {
            return new IOException(
                    "Cannot " + deed + " " + uri + ": there are no credentials for S3. Set AWS_ACCESS_KEY_ID and"
                            + " AWS_SECRET_ACCESS_KEY, or whatever else the AWS SDK finds by"
                            + " itself, such as a profile or a role.",
                    failure);
        }
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String root = cause == failure ? why : why + " (" + cause + ")";
        return new IOException("Cannot " + deed + " " + uri + ": S3 was not reached: " + root, failure);
    }

    /** The code of S3's answer; empty where it gave none, as for requests whose answer has no body. */
    static String codeOf(AwsServiceException answer) {
        AwsErrorDetails details = answer.awsErrorDetails();
        String code = details == null ? null : details.errorCode();
        return code == null ? "" : code;
    }

    private static String said(AwsServiceException answer) {
        AwsErrorDetails details = answer.awsErrorDetails();
        String message = details == null ? null : details.errorMessage();
        String code = codeOf(answer);
        String text = (code + (message == null || message.isEmpty() ? "" : ": " + message)).strip();
        return text.isEmpty() ? "status " + answer.statusCode() : text + ", status " + answer.statusCode();
    }
}
