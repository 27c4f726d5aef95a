package ayatori.async.net;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A self-signed certificate for {@code localhost}. The JDK's keytool makes it in each run, so it cannot expire. */
final class Certificates {
    private static final char[] PASSWORD = "secret".toCharArray();
    private static final KeyStore KEYS = make();

    private Certificates() {}

    /** Settings that present the certificate and trust it. */
    static Tls localhost() {
        return Tls.of(context(true));
    }

    /** Settings that trust the certificate. */
    static Tls trusting() {
        return Tls.of(context(false));
    }

    private static SSLContext context(boolean withKey) {
        try {
            var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(KEYS, PASSWORD);
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(KEYS);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(withKey ? keys.getKeyManagers() : null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static KeyStore make() {
        try {
            Path folder = Files.createTempDirectory("ayatori-certificate");
            Path file = folder.resolve("keys.p12");
            Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
            Process process = new ProcessBuilder(
                            keytool.toString(),
                            "-genkeypair",
                            "-alias",
                            "localhost",
                            "-keyalg",
                            "EC",
                            "-dname",
                            "CN=localhost",
                            "-ext",
                            "san=dns:localhost",
                            "-storetype",
                            "PKCS12",
                            "-keystore",
                            file.toString(),
                            "-storepass",
                            new String(PASSWORD))
                    .redirectErrorStream(true)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new AssertionError("keytool failed: " + said);
            }
            KeyStore keys = KeyStore.getInstance("PKCS12");
            try (InputStream in = Files.newInputStream(file)) {
                keys.load(in, PASSWORD);
            }
            KeyStore all = trustedToo(keys);
            Files.delete(file);
            Files.delete(folder);
            return all;
        } catch (IOException | GeneralSecurityException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static KeyStore trustedToo(KeyStore keys) throws GeneralSecurityException {
        keys.setCertificateEntry("trusted", keys.getCertificate("localhost"));
        return keys;
    }
}
