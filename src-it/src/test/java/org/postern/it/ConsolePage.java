package org.postern.it;

import java.time.Duration;
import java.util.function.Predicate;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

/** The operator's page in a browser. */
final class ConsolePage {
    private static final int MOST_LOADS = 3;

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final By ROWS = By.cssSelector("#rows tbody tr");

    private final Browser browser;
    private final String address;

    private ConsolePage(Browser browser, String address) {
        this.browser = browser;
        this.address = address;
    }

    /** @param site scheme, address and port of the server */
    static ConsolePage open(Browser browser, String site, String user, String password) {
        ConsolePage page = new ConsolePage(browser, site + "/postern-console/");
        // The browser keeps the password; a page whose address has one may not ask for anything.
        browser.open(page.address.replace("://", "://" + user + ":" + password + "@"));
        page.reload();
        return page;
    }

    /** Opens it again, and waits until the server tells it of changes. As an operator would, it is loaded once more if that takes long. */
    void reload() {
        for (int i = 0; i < MOST_LOADS; i++) {
            browser.open(address);
            if (browser.says(text -> text.contains("Live"), PATIENCE)) {
                return;
            }
        }
        throw browser.failure(
                "The page was loaded %d times, and is told of no changes. It is %s and says \"%s\", \"%s\" and \"%s\""
                        .formatted(
                                MOST_LOADS,
                                browser.address(),
                                browser.anyTextOf(By.id("connection")),
                                browser.anyTextOf(By.id("summary")),
                                browser.anyTextOf(By.id("message"))));
    }

    Browser browser() {
        return browser;
    }

    /** Waits until the line at its top says it. */
    void awaitSummary(String text) {
        browser.awaitText(By.id("summary"), said -> said.contains(text));
    }

    /** Waits until it says of the address with this port what is wanted. */
    void awaitAddress(int port, Predicate<String> wanted) {
        browser.awaitText(card(port), wanted);
    }

    /** What it says of the address with this port. */
    static By card(int port) {
        return By.cssSelector("#address-list article[data-key*='port=%d']".formatted(port));
    }

    /** A part of what it says of an address. */
    static By inCard(int port, String selector) {
        return By.cssSelector("#address-list article[data-key*='port=%d'] %s".formatted(port, selector));
    }

    /** The button for what is done to the port. */
    static By button(String action, int port) {
        return By.cssSelector("#acceptors button[data-action=%s][data-id*='port=%d']".formatted(action, port));
    }

    /** Looks for a mail, and waits until what is found is as wanted. */
    void find(String text, Predicate<String> rows) {
        browser.type(By.id("find-text"), text + Keys.ENTER);
        browser.awaitText(By.id("rows"), rows);
    }

    /** How many mails are shown. */
    int rows() {
        return browser.count(ROWS);
    }
}
