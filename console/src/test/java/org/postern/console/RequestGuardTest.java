package org.postern.console;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.FilterChain;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestGuardTest {
    private final Map<String, Object> session = new HashMap<>();
    private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final Map<String, Object> answer = new TreeMap<>();
    private final StringWriter body = new StringWriter();
    private String method = "POST";
    private String peer = "127.0.0.1";
    private String servletPath = "/index.html";
    private boolean secure;
    private boolean passed;
    private boolean hasSession = true;

    @Test
    void aChangeByOurPageIsLetThrough() throws Exception {
        byOurPage();

        assertThat(run()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            cross-site,  http://127.0.0.1:8080
            same-site,   http://127.0.0.1:8080
            none,        http://127.0.0.1:8080
            same-origin, http://evil.example.com
            -,           http://evil.example.com
            -,           http://127.0.0.1:8081
            -,           null
            -,           http://[
            -,           -
            """)
    void aRequestOfAnotherSiteIsRefusedThoughItHasTheToken(String site, String origin) throws Exception {
        byOurPage();
        set("Sec-Fetch-Site", site);
        set("Origin", origin);

        assertThat(run()).isFalse();
        assertThat(answer).containsEntry("status", 403);
        assertThat(body.toString()).contains("another site");
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            same-origin, -
            -,           http://127.0.0.1:8080
            """)
    void oneOfTheTwoHeadersIsEnough(String site, String origin) throws Exception {
        byOurPage();
        set("Sec-Fetch-Site", site);
        set("Origin", origin);

        assertThat(run()).isTrue();
    }

    @Test
    void withoutTheTokenNothingIsChanged() throws Exception {
        byOurPage();
        headers.remove(RequestGuard.TOKEN);
        assertThat(run()).isFalse();

        headers.put(RequestGuard.TOKEN, "0".repeat(64));
        assertThat(run()).isFalse();

        byOurPage();
        hasSession = false;
        assertThat(run()).isFalse();
        assertThat(body.toString()).contains("lacks the token");
    }

    @ParameterizedTest
    @CsvSource({"GET, true", "HEAD, true", "PUT, false", "DELETE, false", "OPTIONS, false", "TRACE, false"})
    void onlyReadingNeedsNoToken(String oneMethod, boolean allowed) throws Exception {
        method = oneMethod;

        assertThat(run()).isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, false, true",
        "::1, false, true",
        "192.0.2.1, false, false",
        "2001:db8::1, false, false",
        "192.0.2.1, true, true"
    })
    void withoutTlsOnlyTheMachineItselfIsServed(String address, boolean tls, boolean allowed) throws Exception {
        method = "GET";
        peer = address;
        secure = tls;

        assertThat(run()).isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            X-Forwarded-For, 192.0.2.1,     -,     false
            Forwarded,       for=192.0.2.1, -,     false
            X-Forwarded-For, 192.0.2.1,     http,  false
            X-Forwarded-For, 192.0.2.1,     https, true
            """)
    void aProxyOfTheMachineSaysThatItsClientsCameWithTls(String name, String value, String scheme, boolean allowed)
            throws Exception {
        method = "GET";
        set(name, value);
        set("X-Forwarded-Proto", scheme);

        assertThat(run()).isEqualTo(allowed);
    }

    /** It could take the places of those who are told of changes. Its links to the page work. */
    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            cross-site,  /api,          false
            same-site,   /api,          false
            same-origin, /api,          true
            none,        /api,          true
            -,           /api,          true
            cross-site,  /index.html,   true
            cross-site,  /api/live,     false
            """)
    void aPageOfAnotherSiteAsksNothing(String site, String path, boolean allowed) throws Exception {
        method = "GET";
        servletPath = path;
        set("Sec-Fetch-Site", site);

        assertThat(run()).isEqualTo(allowed);
    }

    @Test
    void aNameThatAProxyWasToldIsNotTakenForTheMachineItself() throws Exception {
        method = "GET";
        peer = "localhost";

        assertThat(run()).isFalse();
    }

    @Test
    void eachAnswerSaysWhatABrowserMayDoWithIt() throws Exception {
        method = "GET";
        run();

        assertThat(answer)
                .containsEntry("Content-Security-Policy", RequestGuard.CONTENT_SECURITY_POLICY)
                .containsEntry("X-Content-Type-Options", "nosniff")
                .containsEntry("Referrer-Policy", "no-referrer")
                .containsEntry("Cache-Control", "no-store")
                .containsEntry("X-Frame-Options", "DENY");
        assertThat(RequestGuard.CONTENT_SECURITY_POLICY)
                .isEqualTo("default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
                        + " img-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'");
    }

    @Test
    void eachSessionHasATokenOfItsOwnAndKeepsIt() {
        String token = SessionToken.of(session(session));

        assertThat(token).hasSize(64).isEqualTo(SessionToken.of(session(session)));
        assertThat(SessionToken.of(session(new HashMap<>()))).isNotEqualTo(token);
    }

    private void byOurPage() {
        headers.put("Host", "127.0.0.1:8080");
        headers.put("Origin", "http://127.0.0.1:8080");
        headers.put("Sec-Fetch-Site", "same-origin");
        headers.put(RequestGuard.TOKEN, SessionToken.of(session(session)));
    }

    private void set(String name, String value) {
        if (value == null) {
            headers.remove(name);
        } else {
            headers.put(name, value);
        }
    }

    private boolean run() throws Exception {
        passed = false;
        FilterChain chain = (request, response) -> passed = true;
        new RequestGuard().doFilter(request(), response(), chain);
        return passed;
    }

    private HttpServletRequest request() {
        return stand(HttpServletRequest.class, (called, arguments) -> switch (called) {
            case "getMethod" -> method;
            case "getServletPath" -> servletPath;
            case "getRemoteAddr" -> peer;
            case "isSecure" -> secure;
            case "getHeader" -> headers.get((String) arguments[0]);
            case "getSession" -> hasSession ? session(session) : null;
            default -> throw new UnsupportedOperationException(called);
        });
    }

    private HttpServletResponse response() {
        return stand(HttpServletResponse.class, (called, arguments) -> switch (called) {
            case "setHeader" -> answer.put((String) arguments[0], arguments[1]);
            case "setStatus" -> answer.put("status", arguments[0]);
            case "setContentType" -> null;
            case "getWriter" -> new PrintWriter(body, true);
            default -> throw new UnsupportedOperationException(called);
        });
    }

    private static HttpSession session(Map<String, Object> attributes) {
        return stand(HttpSession.class, (called, arguments) -> switch (called) {
            case "getAttribute" -> attributes.get((String) arguments[0]);
            case "setAttribute" -> attributes.put((String) arguments[0], arguments[1]);
            default -> throw new UnsupportedOperationException(called);
        });
    }

    private static <T> T stand(Class<T> type, BiFunction<String, Object[], Object> answers) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, called, arguments) -> {
                    Object given = answers.apply(called.getName(), arguments);
                    return called.getReturnType() == void.class ? null : given;
                }));
    }
}
