package ayatori.web.http;

import org.jspecify.annotations.Nullable;

/**
 * The decoded body of an answer as far as it came, with the reason when it is not complete.
 *
 * {@snippet :
 * // given: ClientSession session
 * try (ClientResponse response = session.get("https://example.org/")) {
 *     ResponseBody body = response.receive();
 *     if (body.failure() != null) {
 *         System.out.println(response.status() + " " + body.bytes().length + " bytes, then: " + body.failure());
 *     }
 * }
 * }
 *
 * @param bytes what came, at most {@link Caps#bodyBytes()}; the array is not copied
 * @param truncated why the body is not complete, {@code null} when it is
 * @param failure what went wrong; {@code null} for a complete body and for one that was cut at the cap
 */
public record ResponseBody(
        byte[] bytes,
        @Nullable Truncation truncated,
        @Nullable HttpException failure) {
    static ResponseBody failed(byte[] bytes, HttpException failure) {
        boolean isCut = failure.kind() == FailureKind.BODY_TOO_LARGE;
        return new ResponseBody(bytes, Truncation.of(failure), isCut ? null : failure);
    }

    /** Whether the bytes may stand for the body: it is complete, or a part of it came without a violation of the protocol. */
    public boolean isUsable() {
        return failure == null || isUsable(bytes.length, failure);
    }

    /** Whether so many bytes may stand for a body that then failed. */
    public static boolean isUsable(long bytes, HttpException failure) {
        return bytes > 0
                && switch (failure.kind()) {
                    case RESET, TIMEOUT, IDLE_TIMEOUT, CONTENT_ENCODING -> true;
                    default -> false;
                };
    }
}
