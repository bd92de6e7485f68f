package org.postern.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * An administrator who has WildFly's web console, and its command line only to encrypt a password: the console has a dialog for that
 * ("Encrypt Expression"), which was not found on its pages. Makes the pictures of its page with {@code -Dpostern.rewrite=true}.
 */
@Timeout(600)
class WildFlyConsoleIT {
    private static final String APPLICATION = "postern.ear";
    private static final String USER = "admin";
    private static final String SECRET = "admins-secret-1";
    private static final Pattern ENCRYPTED = Pattern.compile("\\$\\{ENC::[^}\"]+}");

    private final TwoAddresses addresses = TwoAddresses.free();

    @TempDir
    Path directory;

    @Test
    void deploysConfiguresAndChangesWhatRuns() throws Exception {
        Browser.assumeInstalled();
        WildFly server = new WildFly(
                Fleet.WILDFLY.fetch(), Jdk.home(17).orElseThrow(), Files.createDirectory(directory.resolve("wildfly")));
        server.administrator().addManager(USER, SECRET);
        Files.createDirectories(server.mailDirectory());
        server.start();
        try {
            try (Browser browser = Browser.start()) {
                use(
                        browser,
                        new WildFlyConsole(browser, server.administrator().managementPort(), USER, SECRET),
                        server.administrator());
            }
            server.stop();
        } finally {
            server.kill();
        }
    }

    private void use(Browser browser, WildFlyConsole console, WildFlyAdministrator administrator) throws Exception {
        TestKeyStore keys =
                TestKeyStore.at(directory.resolve("keys.p12")).good("mx").save();
        String password = encrypt(administrator, TestKeyStore.PASSWORD);

        console.addKeyStore("mail", keys.file(), password);
        assertThat(browser.text()).contains(password).doesNotContain(TestKeyStore.PASSWORD);
        browser.picture("wildfly-key-store");
        console.addSystemProperty("postern.listen", addresses.listen());
        console.addSystemProperty("postern.certificateBindings", "127.0.0.1=mx");
        console.addSystemProperty("postern.keyStore", "container:mail");
        console.addSystemProperty("postern.keyStorePassword", password);
        console.deploy(Ears.packaged());
        addresses.awaitStartTlsOnlyOn(TwoAddresses.FIRST, TwoAddresses.SECOND);

        console.changeSystemProperty("postern.certificateBindings", "127.0.0.2=mx");
        browser.picture("wildfly-system-properties");
        assertThat(console.systemProperty("postern.keyStorePassword")).isEqualTo(password);
        console.disable(APPLICATION);
        console.enable(APPLICATION);
        addresses.awaitStartTlsOnlyOn(TwoAddresses.SECOND, TwoAddresses.FIRST);

        console.changeSystemProperty("postern.listen", "smpt://127.0.0.1:" + addresses.port());
        console.disable(APPLICATION);
        assertThat(console.enableInVain(APPLICATION))
                .contains("listen: \\\"smpt://127.0.0.1:" + addresses.port() + "\\\" has an unknown scheme");
        browser.picture("wildfly-refused");

        console.changeSystemProperty("postern.listen", addresses.listen());
        console.enable(APPLICATION);
        addresses.awaitStartTlsOnlyOn(TwoAddresses.SECOND, TwoAddresses.FIRST);
    }

    private static String encrypt(WildFlyAdministrator administrator, String text) {
        administrator.run(
                "/subsystem=elytron/secret-key-credential-store=mail:add(path=mail.cs,relative-to=jboss.server.config.dir)");
        administrator.run("/subsystem=elytron/expression=encryption:add(default-resolver=mail,"
                + "resolvers=[{name=mail,credential-store=mail,secret-key=key}])");
        Command.Result result = administrator.tryTo(
                "/subsystem=elytron/expression=encryption:create-expression(clear-text=" + text + ",resolver=mail)");
        Matcher expression = ENCRYPTED.matcher(result.output());
        assertThat(expression.find()).as(result.output()).isTrue();
        return expression.group();
    }
}
