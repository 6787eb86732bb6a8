package io.loadtelemetry.channel.http;

import io.loadtelemetry.api.ConfigurationException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Reads keys and certificates from PKCS #12 files. */
final class TlsFiles {

    private TlsFiles() {}

    /** Of a master. */
    static SSLContext withKey(Path keystore, @Nullable String password) {
        try {
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(load("telemetry.http.tls.keystore", keystore, password), characters(password));
            return context(keys.getKeyManagers(), null);
        } catch (GeneralSecurityException e) {
            throw bad("telemetry.http.tls.keystore", keystore, e);
        }
    }

    /** Of a worker. */
    static SSLContext trusting(Path truststore, @Nullable String password) {
        try {
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            KeyStore certificates = load("telemetry.http.tls.truststore", truststore, password);
            if (certificates.size() == 0) {
                throw new ConfigurationException(
                        "telemetry.http.tls.truststore: there are no certificates in " + truststore);
            }
            trust.init(certificates);
            return context(null, trust.getTrustManagers());
        } catch (GeneralSecurityException e) {
            throw bad("telemetry.http.tls.truststore", truststore, e);
        }
    }

    private static SSLContext context(KeyManager @Nullable [] keys, TrustManager @Nullable [] trust)
            throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys, trust, null);
        return context;
    }

    private static KeyStore load(String key, Path file, @Nullable String password) throws GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, characters(password));
        } catch (IOException e) {
            throw bad(key, file, e);
        }
        return store;
    }

    private static char @Nullable [] characters(@Nullable String password) {
        return password == null ? null : password.toCharArray();
    }

    /** By the class of what happened: the messages of the JDK differ, and say less. */
    private static ConfigurationException bad(String key, Path file, Exception e) {
        return new ConfigurationException(key + ": " + file + " cannot be read: "
                + e.getClass().getSimpleName() + "; it has to be a PKCS #12 file, with telemetry.http.tls.password");
    }
}
