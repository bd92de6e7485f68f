package org.postern.it;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/** The system's Chromium without a screen. Consoles make their pages anew at any time: each step waits for what it needs. */
final class Browser implements AutoCloseable {
    private static final File CHROMIUM = new File("/usr/bin/chromium");
    private static final File DRIVER = new File("/usr/bin/chromedriver");
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** Pictures for the documentation are only made anew when that is asked for. */
    private static final Path PICTURES = Boolean.getBoolean("postern.rewrite")
            ? Path.of("..", "docs", "servers", "pictures")
            : Path.of("target", "pictures");

    private final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    static boolean isInstalled() {
        return CHROMIUM.canExecute() && DRIVER.canExecute();
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
        return new Browser(new ChromeDriver(service, options));
    }

    void open(String url) {
        driver.get(url);
    }

    String text() {
        return driver.findElement(By.tagName("body")).getText();
    }

    /** Waits until there is such an element, and does something with it. */
    void with(By place, Step step) {
        await(() -> {
            List<WebElement> found = driver.findElements(place);
            if (found.isEmpty()) {
                return false;
            }
            step.take(found.get(0));
            return true;
        });
    }

    /** Waits until the page says it. */
    void awaitText(Predicate<String> wanted) {
        await(() -> wanted.test(text()));
    }

    /** Waits until another page is shown. */
    void awaitAddress(Predicate<String> wanted) {
        await(() -> wanted.test(driver.getCurrentUrl()));
    }

    /** How many such elements are seen. */
    long visible(By place) {
        return driver.findElements(place).stream()
                .filter(WebElement::isDisplayed)
                .count();
    }

    private void await(Attempt attempt) {
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(500))
                .ignoreExceptionsInstanceOf(WebDriverException.class)
                .until(attempt::isMade);
    }

    /** Keeps what is seen. */
    void picture(String name) throws IOException {
        Files.createDirectories(PICTURES);
        Files.copy(
                driver.getScreenshotAs(OutputType.FILE).toPath(),
                PICTURES.resolve(name + ".png"),
                StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void close() {
        driver.quit();
    }

    /** What is done with an element. */
    interface Step {
        void take(WebElement element);
    }

    private interface Attempt {
        boolean isMade();
    }
}
