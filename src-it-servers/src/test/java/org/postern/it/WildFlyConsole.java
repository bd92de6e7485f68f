package org.postern.it;

import java.nio.file.Path;
import org.openqa.selenium.By;

/** WildFly's web console, as far as an administrator of the adapter uses it. Each step is done when the console says so. */
final class WildFlyConsole {
    private static final By ADD = By.xpath("//div[contains(@class, 'dt-buttons') or @data-constraint]//button[.='Add']"
            + " | //button[.='Add' and contains(@data-constraint, 'executable(')]");
    private static final By CONFIRM = By.xpath("//div[contains(@class, 'modal')]//button[.='Add']");
    private static final By DETAILS = By.xpath("//div[contains(@class, 'toast')]//a[.='Details']");
    private static final By MESSAGE = By.cssSelector(".modal.in pre");

    /** Pixels; to the left are names of exceptions. */
    private static final int WHAT_THE_ADAPTER_SAYS = 620;

    private final Browser browser;
    private final String console;

    /** Signs in: the browser keeps what it was told at the first address for the others. */
    WildFlyConsole(Browser browser, int port, String user, String password) {
        this.browser = browser;
        this.console = "http://127.0.0.1:" + port + "/console/index.html";
        browser.open("http://%s:%s@127.0.0.1:%d/management".formatted(user, password, port));
        browser.open(console);
        browser.awaitText(text -> text.contains("Deploy an Application"));
    }

    void addSystemProperty(String name, String value) {
        show("system-properties");
        browser.withVisible(ADD, button -> button.click());
        browser.type(By.id("system-property-add-name-editing"), name);
        browser.type(By.id("system-property-add-value-editing"), value);
        browser.withVisible(CONFIRM, button -> button.click());
        browser.awaitText(text -> text.contains("System Property " + name + " successfully added"));
    }

    void changeSystemProperty(String name, String value) {
        show("system-properties");
        browser.withVisible(By.xpath("//td[.='" + name + "']"), row -> row.click());
        browser.withVisible(By.xpath("//a[contains(., 'Edit')]"), link -> link.click());
        browser.type(By.id("system-property-form-value-editing"), value);
        browser.withVisible(By.xpath("//button[.='Save']"), button -> button.click());
        browser.awaitVisible(By.xpath("//td[.='" + name + "']/following-sibling::td[.='" + value + "']"));
    }

    /** What is shown beside the name of one that there is. */
    String systemProperty(String name) {
        show("system-properties");
        return browser.textOf(By.xpath("//td[.='" + name + "']/following-sibling::td"));
    }

    /** Makes one of Elytron for a file of the type PKCS12. */
    void addKeyStore(String name, Path file, String password) {
        show("elytron-other");
        browser.withVisible(By.cssSelector("#stores-item > a"), menu -> menu.click());
        browser.withVisible(By.cssSelector("#elytron-key-store-item > a"), entry -> entry.click());
        browser.withVisible(ADD, button -> button.click());
        browser.type(By.id("elytron-key-store-add-name-editing"), name);
        browser.type(By.id("elytron-key-store-add-type-editing"), "PKCS12");
        browser.type(By.id("elytron-key-store-add-path-editing"), file.toString());
        browser.type(By.id("elytron-key-store-add-credential-referenceclear-text-editing"), password);
        browser.withVisible(CONFIRM, button -> button.click());
        browser.awaitText(text -> text.contains("Key Store " + name + " successfully added"));
        browser.withVisible(By.xpath("//td[.='" + name + "']"), row -> row.click());
        browser.withVisible(By.xpath("//a[.='Credential Reference']"), tab -> tab.click());
    }

    void deploy(Path archive) {
        show("deployments");
        browser.withVisible(By.id("deployment-add-actions"), button -> button.click());
        browser.withVisible(By.id("deployment-upload"), entry -> entry.click());
        // The field itself is hidden behind what a mouse is for.
        browser.with(
                By.id("upload-file-input"),
                field -> field.sendKeys(archive.toAbsolutePath().toString()));
        browser.withVisible(By.xpath("//button[contains(., 'Next')]"), button -> button.click());
        browser.withVisible(By.xpath("//button[contains(., 'Finish')]"), button -> button.click());
        browser.awaitText(text -> text.contains("has been successfully deployed"));
    }

    void disable(String deployment) {
        String item = openDeployment(deployment);
        browser.withVisible(By.cssSelector(item + " button"), button -> button.click());
        browser.withVisible(By.xpath("//li//a[.='Disable']"), entry -> entry.click());
        browser.awaitText(text -> text.contains("The deployment " + deployment + " is stopped"));
    }

    void enable(String deployment) {
        pressEnable(deployment);
        browser.awaitText(text -> text.contains("The deployment " + deployment + " is enabled and active"));
    }

    /** Tries to enable one that cannot be, and returns what the console then says. It is shown. */
    String enableInVain(String deployment) {
        pressEnable(deployment);
        browser.withVisible(DETAILS, link -> link.click());
        String said = browser.textOf(MESSAGE);
        browser.scrollToTheRight(MESSAGE, WHAT_THE_ADAPTER_SAYS);
        return said;
    }

    /** Opens a place of the console as if it were the first one: no message of an earlier step is left. */
    private void show(String place) {
        browser.open("about:blank");
        browser.open(console + "#" + place);
    }

    private void pressEnable(String deployment) {
        openDeployment(deployment);
        browser.withVisible(By.xpath("//a[.='Enable']"), link -> link.click());
    }

    /** Returns where it stands in the list. */
    private String openDeployment(String deployment) {
        String id = "dply-" + deployment.replace(".", "");
        show("deployments;path=deployment~" + id);
        browser.awaitText(text -> text.contains("The deployment " + deployment + " is "));
        return "#" + id;
    }
}
