package org.postern.net;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.KeyPair;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.ocsp.BasicOCSPRespBuilder;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPReq;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.cert.ocsp.OCSPRespBuilder;
import org.bouncycastle.cert.ocsp.Req;
import org.bouncycastle.cert.ocsp.RespID;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** An authority's OCSP responder on loopback (RFC 6960): every certificate is good. */
final class OcspResponder implements AutoCloseable {
    private final KeyPair authority;
    private final X509Certificate certificate;
    private final HttpServer http;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger answers = new AtomicInteger();
    private final AtomicInteger waiting = new AtomicInteger();
    private final CountDownLatch released = new CountDownLatch(1);
    private volatile boolean hanging;

    OcspResponder(KeyPair authority, X509Certificate certificate) throws IOException {
        this.authority = authority;
        this.certificate = certificate;
        http = HttpServer.create(new InetSocketAddress(Ip.of("127.0.0.1"), 0), 0);
        http.createContext("/", this::handle);
        http.setExecutor(threads);
        http.start();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + http.getAddress().getPort() + "/");
    }

    int answers() {
        return answers.get();
    }

    /** Requests that will get no answer. */
    int waiting() {
        return waiting.get();
    }

    /** From now on it answers nobody. */
    void hang() {
        hanging = true;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (hanging) {
                waiting.incrementAndGet();
                released.await();
                return;
            }
            byte[] response = respond(request(exchange)).getEncoded();
            exchange.getResponseHeaders().add("Content-Type", "application/ocsp-response");
            exchange.sendResponseHeaders(200, response.length);
            exchange.getResponseBody().write(response);
            answers.incrementAndGet();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Short requests come in the path, longer ones in the body (RFC 6960, appendix A.1). */
    private static OCSPReq request(HttpExchange exchange) throws IOException {
        return exchange.getRequestMethod().equals("GET")
                ? new OCSPReq(Base64.getDecoder()
                        .decode(exchange.getRequestURI().getPath().substring(1)))
                : new OCSPReq(exchange.getRequestBody().readAllBytes());
    }

    private OCSPResp respond(OCSPReq request) {
        try {
            var response = new BasicOCSPRespBuilder(new RespID(
                    X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded())));
            Instant now = Instant.now();
            for (Req asked : request.getRequestList()) {
                response.addResponse(
                        asked.getCertID(),
                        CertificateStatus.GOOD,
                        Date.from(now),
                        Date.from(now.plus(Duration.ofHours(1))));
            }
            var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(authority.getPrivate());
            var chain = new X509CertificateHolder[] {new X509CertificateHolder(certificate.getEncoded())};
            return new OCSPRespBuilder()
                    .build(OCSPRespBuilder.SUCCESSFUL, response.build(signer, chain, Date.from(now)));
        } catch (OCSPException | OperatorCreationException | CertificateEncodingException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        released.countDown();
        http.stop(0);
        threads.shutdownNow();
    }
}
