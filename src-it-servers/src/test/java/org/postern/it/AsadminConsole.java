package org.postern.it;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.openqa.selenium.By;

/** The web console of Payara and of GlassFish, as far as an administrator of the adapter uses it. */
final class AsadminConsole {
    private static final String ADAPTER_CONFIG = "/jca/resourceAdapterConfig";
    private static final By BUTTON_NEW = By.cssSelector("input[id$='topButtons:newButton']");
    private static final By BUTTON_SAVE = By.cssSelector("input[id$='topButtons:saveButton']");

    private final Browser browser;
    private final String address;

    /** The console is loaded when it is used for the first time, which takes its time. */
    AsadminConsole(Browser browser, int adminPort) {
        this.browser = browser;
        this.address = "http://127.0.0.1:" + adminPort;
        browser.open(address + "/");
        browser.with(By.id("treeForm"), tree -> {});
    }

    void deploy(Path archive) {
        browser.open(address + "/common/applications/uploadFrame.jsf");
        browser.with(
                By.cssSelector("input[type=file]"),
                field -> field.sendKeys(archive.toAbsolutePath().toString()));
        browser.with(By.id("form:title:topButtons:uploadButton"), button -> button.click());
        browser.awaitAddress(now -> !now.contains("/uploadFrame.jsf"));
        browser.open(address + "/common/applications/applications.jsf");
        browser.awaitText(text -> text.contains("Deployed Applications"));
    }

    /** Opens the page of a new configuration for an adapter that is deployed. */
    void beginConfig(String adapter) {
        browser.open(address + ADAPTER_CONFIG + "New.jsf");
        browser.with(
                By.xpath("//select[contains(@id, 'resAdaptorProp')]/option[.='" + adapter + "']"), one -> one.click());
        browser.with(name("listen"), field -> {});
    }

    /** Opens the page of one that there is. */
    void openConfig(String adapter) {
        browser.open(address + ADAPTER_CONFIG + "Edit.jsf?name=" + adapter.replace("#", "%23"));
        browser.with(name("listen"), field -> {});
    }

    /** The names that the page of a new configuration has. */
    List<String> properties() {
        return browser.values(By.cssSelector("input[id$=':col2:col1St']"));
    }

    void write(Map<String, String> properties) {
        properties.forEach((property, value) -> browser.with(value(property), field -> {
            field.clear();
            field.sendKeys(value);
        }));
    }

    /** Whether what is written into the field cannot be read on the screen. */
    boolean isMasked(String property) {
        return browser.visible(By.xpath(row(property) + "//input[contains(@id, ':col3:') and @type='text']")) == 0;
    }

    /** Does not wait: no page says that it is done. */
    void create() {
        browser.with(BUTTON_NEW, button -> button.click());
    }

    void save() {
        browser.with(BUTTON_SAVE, button -> button.click());
        browser.awaitText(text -> text.contains("New values successfully saved"));
    }

    private static By name(String property) {
        return By.xpath(row(property) + "//input[@value='" + property + "']");
    }

    private static By value(String property) {
        return By.xpath(row(property) + "//input[contains(@id, ':col3:') and not(contains(@class, 'hidden'))]");
    }

    private static String row(String property) {
        return "//tr[th/input[@value='" + property + "'] or td/input[@value='" + property
                + "' and contains(@id, ':col2:')]]";
    }
}
