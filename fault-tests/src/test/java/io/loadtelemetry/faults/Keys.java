package io.loadtelemetry.faults;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A key, and the certificate that it made for itself: for the side that has the key, and for those who are to trust it. */
record Keys(SSLContext context, Path certificate) {

    private static final String PASSWORD = "changeit";
    private static final String ALIAS = "collector";

    /** Makes them. The name is as keytool wants it: {@code ip:127.0.0.1}. */
    static Keys make(Path folder, String name) throws Exception {
        Path store = folder.resolve("keys-" + name.replace(':', '-') + ".p12");
        keytool(store, name);
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        Path certificate = store.resolveSibling(store.getFileName() + ".pem");
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(keys.getCertificate(ALIAS).getEncoded());
        Files.writeString(
                certificate,
                "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n",
                StandardCharsets.US_ASCII);
        return new Keys(context, certificate);
    }

    private static void keytool(Path store, String name) throws Exception {
        Path output = store.resolveSibling("keytool.txt");
        Path program = Path.of(System.getProperty("java.home"), "bin", "keytool");
        List<String> command = List.of(program.toString(), "-genkeypair", "-keyalg", "EC", "-dname", "CN=collector");
        List<String> where = List.of("-alias", ALIAS, "-keystore", store.toString(), "-storetype", "PKCS12");
        ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(command));
        builder.command().addAll(where);
        builder.command().addAll(List.of("-storepass", PASSWORD, "-ext", "san=" + name));
        Process keytool = builder.redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        if (!keytool.waitFor(30, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
            keytool.destroyForcibly();
            throw new AssertionError("keytool: " + Files.readString(output));
        }
    }
}
