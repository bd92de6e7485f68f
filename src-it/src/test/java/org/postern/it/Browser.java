package org.postern.it;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;

/** The system's Chromium without a screen. Consoles make their pages anew at any time: each step waits for what it needs. */
final class Browser implements AutoCloseable {
    private static final File CHROMIUM = new File("/usr/bin/chromium");
    private static final File DRIVER = new File("/usr/bin/chromedriver");
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /** Pictures for the documentation are only made anew when that is asked for. */
    private static final Path PICTURES = Boolean.getBoolean("postern.rewrite")
            ? Path.of("..", "docs", "servers", "pictures")
            : Path.of("target", "pictures");

    private final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    /** A machine without it does not play the test, and says so where the run is read; where all has to be played it fails. */
    static void assumeInstalled() {
        boolean installed = CHROMIUM.canExecute() && DRIVER.canExecute();
        if (!installed) {
            String missing = "The web console is not tested: " + CHROMIUM + " or " + DRIVER + " is missing";
            if (Boolean.getBoolean("postern.servers.required")) {
                throw new IllegalStateException(missing);
            }
            System.out.println(missing);
        }
        assumeTrue(installed, "chromium and chromedriver are not installed");
    }

    static Browser start() {
        ChromeOptions options = new ChromeOptions();
        options.setBinary(CHROMIUM);
        options.addArguments(
                "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--window-size=1280,900");
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(DRIVER)
                .usingAnyFreePort()
                .build();
        try {
            ChromeDriver driver = new ChromeDriver(service, options);
            driver.manage().timeouts().pageLoadTimeout(PATIENCE);
            return new Browser(driver);
        } catch (WebDriverException e) {
            service.stop();
            throw e;
        }
    }

    void open(String url) {
        driver.get(url);
    }

    String text() {
        return driver.findElement(By.tagName("body")).getText();
    }

    /** Waits until there is such an element, and does something with it. */
    void with(By place, Step step) {
        await(place.toString(), () -> {
            List<WebElement> found = driver.findElements(place);
            if (found.isEmpty()) {
                return false;
            }
            step.take(found.get(0));
            return true;
        });
    }

    /** The same with one that is seen. */
    void withVisible(By place, Step step) {
        await(place + ", seen", () -> {
            List<WebElement> seen = seen(place);
            if (seen.isEmpty()) {
                return false;
            }
            step.take(seen.get(0));
            return true;
        });
    }

    /** As those do who are used to double clicks: slowly enough for the first one's answer. */
    void clickTwice(By place) {
        withVisible(place, element -> new Actions(driver)
                .click(element)
                .pause(Duration.ofMillis(300))
                .click()
                .perform());
    }

    void awaitVisible(By place) {
        withVisible(place, element -> {});
    }

    /** Writes into a field, in place of what is in it. */
    void type(By place, String text) {
        withVisible(place, field -> {
            field.clear();
            field.sendKeys(text);
        });
    }

    /** What the first that is seen says. */
    String textOf(By place) {
        AtomicReference<String> text = new AtomicReference<>("");
        withVisible(place, element -> text.set(element.getText()));
        return text.get();
    }

    /** Shows another part of lines that are too long. */
    void scrollToTheRight(By place, int pixels) {
        withVisible(place, element -> driver.executeScript("arguments[0].scrollLeft = arguments[1]", element, pixels));
    }

    /** Shows the part of the page that begins there. */
    void scrollTo(By place) {
        withVisible(place, element -> driver.executeScript("arguments[0].scrollIntoView()", element));
    }

    /** Takes out what is said there, so that the same can be awaited once more. */
    void empty(By place) {
        with(place, element -> driver.executeScript("arguments[0].textContent = ''", element));
    }

    /** Whether the page says it, before that time is over. */
    boolean says(Predicate<String> wanted, Duration patience) {
        try {
            Awaitility.await()
                    .atMost(patience)
                    .pollInterval(Duration.ofMillis(500))
                    .ignoreExceptionsInstanceOf(WebDriverException.class)
                    .until(() -> wanted.test(text()));
            return true;
        } catch (ConditionTimeoutException e) {
            return false;
        }
    }

    /** What an element says, whether it is seen or not; empty if there is none. */
    String anyTextOf(By place) {
        return driver.findElements(place).stream()
                .map(element -> String.valueOf(element.getDomProperty("textContent")))
                .findFirst()
                .orElse("");
    }

    /** Fails, and keeps what is seen instead. */
    AssertionError failure(String sentence) {
        keep(Path.of("target", "pictures"), "what-was-seen-instead");
        return new AssertionError(sentence);
    }

    /** Without a password that may stand in it. */
    String address() {
        return String.valueOf(driver.getCurrentUrl()).replaceAll("//[^/@]*@", "//");
    }

    /** Waits until the page says it. */
    void awaitText(Predicate<String> wanted) {
        await("a text", () -> wanted.test(text()));
    }

    /** Waits until the first such element says it. */
    void awaitText(By place, Predicate<String> wanted) {
        await(
                place + " with a text",
                () -> wanted.test(driver.findElement(place).getText()));
    }

    /** Whether the keyboard writes there. */
    boolean hasFocus(By place) {
        return driver.findElement(place).equals(driver.switchTo().activeElement());
    }

    /** Shows pages to those who want them dark, or light. */
    void darken(boolean dark) {
        Map<String, String> scheme = Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light");
        driver.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("features", List.of(scheme)));
    }

    /** Waits until another page is shown. */
    void awaitAddress(Predicate<String> wanted) {
        await("another page", () -> wanted.test(driver.getCurrentUrl()));
    }

    /** What stands in such fields. */
    List<String> values(By place) {
        return driver.findElements(place).stream()
                .map(field -> String.valueOf(field.getDomProperty("value")))
                .toList();
    }

    /** How many such elements there are. */
    int count(By place) {
        return driver.findElements(place).size();
    }

    /** Shows pages as a telephone of that width does. A window cannot be made so narrow. */
    void narrowTo(int width) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", true));
    }

    /** Whether nothing is wider than the window. */
    boolean fitsItsWindow() {
        Object fits = driver.executeScript(
                "return document.documentElement.scrollWidth <= document.documentElement.clientWidth");
        return Boolean.TRUE.equals(fits);
    }

    /** How many such elements are seen. */
    long visible(By place) {
        return seen(place).size();
    }

    private List<WebElement> seen(By place) {
        return driver.findElements(place).stream()
                .filter(WebElement::isDisplayed)
                .toList();
    }

    private void await(String what, Attempt attempt) {
        try {
            Awaitility.await(what)
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(500))
                    .ignoreExceptionsInstanceOf(WebDriverException.class)
                    .until(attempt::isMade);
        } catch (ConditionTimeoutException e) {
            keep(Path.of("target", "pictures"), "what-was-seen-instead");
            throw e;
        }
    }

    /** Keeps what is seen. */
    void picture(String name) {
        keep(PICTURES, name);
    }

    private void keep(Path directory, String name) {
        try {
            Files.createDirectories(directory);
            Files.write(directory.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Also of what the driver could not end, nothing stays. */
    @Override
    public void close() {
        List<ProcessHandle> ours =
                ProcessHandle.current().descendants().filter(Browser::isPart).toList();
        try {
            driver.quit();
        } finally {
            ours.forEach(ProcessHandle::destroyForcibly);
        }
    }

    private static boolean isPart(ProcessHandle process) {
        return process.info()
                .command()
                .filter(command -> command.contains("chrom"))
                .isPresent();
    }

    /** What is done with an element. */
    interface Step {
        void take(WebElement element);
    }

    private interface Attempt {
        boolean isMade();
    }
}
