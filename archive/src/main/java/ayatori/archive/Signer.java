package ayatori.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import ayatori.crawler.folder.IoReasons;
import ayatori.export.table.ExportException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Signs WACZ files by the anonymous scheme of "WACZ Signing and Verification 0.1.0": an ECDSA signature over the hash of {@code
 * datapackage.json}, beside the public key. It says that two files have the same author, not who that is.
 */
final class Signer {
    private static final Pattern PEM =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
    private static final String HOW =
            "make one by: openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-384 -out KEY";

    private static final int POINT_BYTES = 97;
    private static final byte[] BIT_STRING = {0x03, POINT_BYTES + 1, 0};

    /** A SEQUENCE of the algorithm, id-ecPublicKey with secp384r1, and what follows. */
    private static final byte[] SUBJECT_PUBLIC_KEY_INFO =
            HexFormat.of().parseHex("3076301006072a8648ce3d020106052b81040022");

    private final ECPrivateKey privateKey;
    private final byte[] publicKey;

    private Signer(ECPrivateKey privateKey, byte[] publicKey) {
        this.privateKey = privateKey;
        this.publicKey = publicKey;
    }

    /** Reads a private key: PKCS #8, in PEM. */
    static Signer read(Path file) throws ExportException {
        try {
            Matcher pem = PEM.matcher(Files.readString(file));
            if (!pem.find()) {
                throw new ExportException(file + " is not a private key in PEM (PKCS #8): " + HOW);
            }
            byte[] encoded = Base64.getMimeDecoder().decode(pem.group(1));
            var key = (ECPrivateKey) KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(encoded));
            if (key.getParams().getOrder().bitLength() != 384) {
                throw new ExportException(file + " is not a key for the curve P-384: " + HOW);
            }
            byte[] publicKey = publicKey(encoded);
            if (publicKey == null) {
                throw new ExportException(file + " holds no public key beside the private one: " + HOW);
            }
            return new Signer(key, publicKey);
        } catch (NoSuchFileException e) {
            throw new ExportException("There is no key " + file + ": " + HOW, e);
        } catch (IOException e) {
            throw new ExportException("The key " + file + " cannot be read: " + IoReasons.of(e) + ".", e);
        } catch (GeneralSecurityException | ClassCastException | IllegalArgumentException e) {
            throw new ExportException(file + " is not a key for ECDSA: " + HOW, e);
        }
    }

    /**
     * The public key (SubjectPublicKeyInfo), which OpenSSL puts at the end of the private one: a BIT STRING with a point of 97 bytes.
     * Null if it is not there. The JDK has no way to compute it.
     */
    private static byte @Nullable [] publicKey(byte[] encoded) {
        int start = encoded.length - POINT_BYTES - BIT_STRING.length;
        if (start < 0 || !Arrays.equals(encoded, start, start + BIT_STRING.length, BIT_STRING, 0, BIT_STRING.length)) {
            return null;
        }
        byte[] info = Arrays.copyOf(
                SUBJECT_PUBLIC_KEY_INFO, SUBJECT_PUBLIC_KEY_INFO.length + BIT_STRING.length + POINT_BYTES);
        System.arraycopy(encoded, start, info, SUBJECT_PUBLIC_KEY_INFO.length, BIT_STRING.length + POINT_BYTES);
        return info;
    }

    /** The signature of a hash, as {@code signedData} in JSON. */
    ObjectNode sign(String hash, Instant created, String software) {
        try {
            // The browsers' form, two numbers, not the one of certificates.
            var signature = Signature.getInstance("SHA256withECDSAinP1363Format");
            signature.initSign(privateKey);
            signature.update(hash.getBytes(UTF_8));
            Base64.Encoder base64 = Base64.getEncoder();
            return JsonMapper.shared()
                    .createObjectNode()
                    .put("hash", hash)
                    .put("signature", base64.encodeToString(signature.sign()))
                    .put("publicKey", base64.encodeToString(publicKey))
                    .put("created", created.toString())
                    .put("software", software)
                    .put("version", "0.1.0");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // the key was checked
        }
    }
}
