package org.postern.console;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Set;

/** Refuses what is forged, or could be read on its way; and says in each answer what a browser may do with it. */
public class RequestGuard implements Filter {
    static final String TOKEN = "X-Postern-Token";

    static final String CONTENT_SECURITY_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src"
            + " 'self'; img-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    /** They change nothing here. */
    private static final Set<String> READING = Set.of("GET", "HEAD");

    /** As browsers call it. An address that the user has typed is "none". */
    private static final Set<String> ELSEWHERE = Set.of("cross-site", "same-site");

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest asked = (HttpServletRequest) request;
        HttpServletResponse answer = (HttpServletResponse) response;
        answer.setHeader("Content-Security-Policy", CONTENT_SECURITY_POLICY);
        answer.setHeader("X-Content-Type-Options", "nosniff");
        answer.setHeader("X-Frame-Options", "DENY");
        answer.setHeader("Referrer-Policy", "no-referrer");
        answer.setHeader("Cache-Control", "no-store");
        answer.setHeader("Cross-Origin-Resource-Policy", "same-origin");
        String refusal = refusal(asked);
        if (refusal.isEmpty()) {
            chain.doFilter(request, response);
        } else {
            answer.setStatus(HttpServletResponse.SC_FORBIDDEN);
            answer.setContentType("text/plain;charset=UTF-8");
            answer.getWriter().println(refusal);
        }
    }

    /** Why it is refused; empty if it is not. */
    static String refusal(HttpServletRequest request) {
        if (!request.isSecure() && !isOfThisMachine(request)) {
            return "Passwords are not for the open network: open this page with https. A proxy on this machine has to send"
                    + " X-Forwarded-Proto: https.";
        }
        if (READING.contains(request.getMethod())) {
            return isAskedElsewhere(request) ? "This request comes from another site." : "";
        }
        if (!isOfOurPage(request)) {
            return "This request comes from another site.";
        }
        return hasToken(request) ? "" : "This request lacks the token of the session: load the page again.";
    }

    /** A proxy on this machine speaks for others, and says so; then it has to say as well that they came with https. */
    private static boolean isOfThisMachine(HttpServletRequest request) {
        boolean relayed = request.getHeader("X-Forwarded-For") != null || request.getHeader("Forwarded") != null;
        return IpLiteral.of(request.getRemoteAddr())
                        .filter(InetAddress::isLoopbackAddress)
                        .isPresent()
                && (!relayed || "https".equalsIgnoreCase(request.getHeader("X-Forwarded-Proto")));
    }

    /**
     * A page of another site reads no answer, but could take all places of those who are told of changes: browsers send a password of
     * BASIC along. It may lead to our page, which does its own asking.
     */
    private static boolean isAskedElsewhere(HttpServletRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        return site != null
                && ELSEWHERE.contains(site)
                && request.getServletPath().startsWith("/api");
    }

    /**
     * Browsers say where a request comes from: with {@code Sec-Fetch-Site} where the page came with https or from loopback, and with
     * {@code Origin} at each POST (Fetch, section 3.2). One of them has to be there, and neither may name another site.
     */
    private static boolean isOfOurPage(HttpServletRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        String origin = request.getHeader("Origin");
        return (site != null || origin != null)
                && (site == null || site.equals("same-origin"))
                && (origin == null || authority(origin).equalsIgnoreCase(request.getHeader("Host")));
    }

    private static String authority(String origin) {
        try {
            String authority = URI.create(origin).getRawAuthority();
            return authority == null ? "" : authority;
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    private static boolean hasToken(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        String shown = request.getHeader(TOKEN);
        return session != null
                && shown != null
                && MessageDigest.isEqual(octets(shown), octets(SessionToken.of(session)));
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
