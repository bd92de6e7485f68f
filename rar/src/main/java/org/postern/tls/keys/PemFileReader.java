package org.postern.tls.keys;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.bouncycastle.openssl.X509TrustedCertificateBlock;
import org.bouncycastle.util.encoders.Base64;
import org.jspecify.annotations.Nullable;

/** Reads a PEM file. Never fails: damage is part of what it finds. */
final class PemFileReader {
    private static final int MAX_BYTES = 1 << 20;
    /** What is left of a file may not tell any more what it was. */
    private static final Pattern KEY_NAME = Pattern.compile(".*\\.key|.*-key\\.pem|privkey\\.pem");

    private static final String REWRITE = "Wait until it is complete, or write it anew";

    private final Path path;

    PemFileReader(Path path) {
        this.path = path;
    }

    PemFile read() {
        try {
            return parse(text());
        } catch (NoSuchFileException e) {
            return damaged(isNamedAsKey(), "it is not there any more", "Restore the file", e);
        } catch (AccessDeniedException e) {
            return damaged(isNamedAsKey(), "the server's user may not read it", "Permit that user to read the file", e);
        } catch (IOException e) {
            return damaged(
                    isNamedAsKey(), "the file system reports an error", "Repair it, or put the file elsewhere", e);
        }
    }

    private String text() throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            // One octet more than allowed tells a file that is too large.
            byte[] octets = in.readNBytes(MAX_BYTES + 1);
            return new String(octets, charset(octets));
        }
    }

    /** All of PEM is ASCII; what Windows PowerShell writes with {@code >} is UTF-16, and begins with a mark. */
    private static Charset charset(byte[] octets) {
        return begins(octets, 0xfe, 0xff) || begins(octets, 0xff, 0xfe)
                ? StandardCharsets.UTF_16
                : StandardCharsets.ISO_8859_1;
    }

    private static boolean begins(byte[] octets, int first, int second) {
        return octets.length > 1 && (octets[0] & 0xff) == first && (octets[1] & 0xff) == second;
    }

    private boolean isNamedAsKey() {
        return KEY_NAME.matcher(path.toFile().getName()).matches();
    }

    private PemFile parse(String text) {
        boolean holdsKey = isNamedAsKey() || text.contains("PRIVATE KEY-----");
        if (text.length() > MAX_BYTES) {
            return damaged(holdsKey, "it is larger than 1 MiB", "Split it, or move it elsewhere", null);
        }
        try {
            List<PemBlock> blocks = PemBlock.of(text);
            if (blocks.isEmpty()) {
                return damaged(
                        holdsKey, "there is no PEM block in it", REWRITE + ", and convert it if it is binary", null);
            }
            FoundCertificates found = certificates(blocks, holdsKey);
            return new PemFile(path, holdsKey, key(blocks), found.read(), found.unread(), Optional.empty());
        } catch (IOException e) {
            return damaged(holdsKey, String.valueOf(e.getMessage()), REWRITE, e);
        } catch (StackOverflowError e) {
            return damaged(holdsKey, "what is in it is nested too deep", REWRITE, null);
        }
    }

    private static Optional<PemPrivateKey> key(List<PemBlock> blocks) throws IOException {
        for (PemBlock block : blocks) {
            if (block.isPrivateKey()) {
                return Optional.of(PemPrivateKey.of(block));
            }
        }
        return Optional.empty();
    }

    /** Beside a key, others than the odd ones may do; where there are authorities alone, none is left out in silence. */
    private static FoundCertificates certificates(List<PemBlock> blocks, boolean holdsKey) throws IOException {
        FoundCertificates found = new FoundCertificates();
        for (PemBlock block : blocks) {
            if (block.isCertificate()) {
                add(block, found);
                if (!found.unread().isEmpty() && !holdsKey) {
                    throw new IOException("its " + block.label() + " is for a kind of key that Java cannot read");
                }
            }
        }
        return found;
    }

    private static void add(PemBlock block, FoundCertificates found) throws IOException {
        try {
            byte[] der = Base64.decode(block.content());
            // What OpenSSL calls trusted has its own data after the certificate.
            found.add(
                    block.label().startsWith("TRUSTED")
                            ? new X509TrustedCertificateBlock(der)
                                    .getCertificateHolder()
                                    .getEncoded()
                            : der);
        } catch (CertificateException | IOException | RuntimeException e) {
            throw new IOException("its " + block.label() + " is damaged", e);
        }
    }

    private PemFile damaged(boolean holdsKey, String what, String remedy, @Nullable Exception cause) {
        return new PemFile(
                path,
                holdsKey,
                Optional.empty(),
                List.of(),
                List.of(),
                Optional.of(
                        new HalfWrittenException("Cannot read " + path + ": " + what + ". " + remedy + ".", cause)));
    }
}
