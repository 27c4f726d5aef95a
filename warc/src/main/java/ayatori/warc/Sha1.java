package ayatori.warc;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The digest of archives. It tells bodies apart and finds damage; it protects nothing. */
final class Sha1 {
    private Sha1() {}

    static byte[] of(byte[] bytes) {
        return newDigest().digest(bytes);
    }

    static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }
}
