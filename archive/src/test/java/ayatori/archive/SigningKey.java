package ayatori.archive;

/** A key that OpenSSL has made for the tests. Nothing is signed by it. */
final class SigningKey {
    static final String PEM = """
            -----BEGIN PRIVATE KEY-----
            MIG2AgEAMBAGByqGSM49AgEGBSuBBAAiBIGeMIGbAgEBBDDmxSUx1QNQygxpFXoT
            h47mv4G6I6vNC3Py6yIRof7mVPZGX62e7f8DM0RPWZBbgj6hZANiAATRvBOWL1jc
            uTZmUz7jjk/QTPYutdFjf6jmw4qZQ9SytgiHGHR3+uMw2ml3xWWWndUGsfLHSHUZ
            E9MzT4a6uXv8KN5wRRwu/nyu7pLLEIzCnZcRXA5/ksxXTJ9MedVMokA=
            -----END PRIVATE KEY-----
            """;

    private SigningKey() {}
}
