package org.assay.web;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A tab as its user has it: addresses, keys, what is seen. Waits for conditions, never for time. */
final class Tab {

    private static final Map<String, Integer> KEYS = Map.of("Tab", 9, "Enter", 13, " ", 32);

    private final Chromium browser;
    private final String session;

    Tab(Chromium browser, String session) throws Exception {
        this.browser = browser;
        this.session = session;
        for (var domain : List.of("Page", "Runtime", "Log")) {
            send(domain + ".enable", Map.of());
        }
    }

    private JsonNode send(String method, Map<String, ?> parameters) throws Exception {
        return browser.send(session, method, parameters);
    }

    void open(String address) throws Exception {
        loading(() -> send("Page.navigate", Map.of("url", address)));
    }

    /** Something a user does. */
    interface Act {
        void happen() throws Exception;
    }

    /** Does what loads another page, and waits until it is there. */
    void loading(Act act) throws Exception {
        var loaded = browser.events("Page.loadEventFired");
        loaded.clear();
        act.happen();
        if (loaded.poll(Chromium.PATIENCE_SECONDS, TimeUnit.SECONDS) == null) {
            throw new AssertionError("No page was loaded.");
        }
    }

    JsonNode evaluate(String expression) throws Exception {
        var result =
                send("Runtime.evaluate", Map.of("expression", expression, "returnByValue", true, "awaitPromise", true));
        if (result.has("exceptionDetails")) {
            throw new AssertionError(expression + ": " + result.path("exceptionDetails"));
        }
        return result.path("result").path("value");
    }

    String text() throws Exception {
        return evaluate("document.body.innerText").asText();
    }

    /** Waits until the page, as it changes, fulfils a condition in JavaScript. */
    void until(String condition) throws Exception {
        evaluate("""
                new Promise(done => {
                  const check = () => { if (%s) { watch.disconnect(); done(true); } };
                  const watch = new MutationObserver(check);
                  watch.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
                  check();
                })""".formatted(condition));
    }

    void untilText(String text) throws Exception {
        until("document.body.innerText.includes(" + Chromium.JSON.writeValueAsString(text) + ")");
    }

    void press(String key) throws Exception {
        var down = new HashMap<String, Object>(Map.of(
                "type",
                "keyDown",
                "key",
                key,
                "code",
                key.equals(" ") ? "Space" : key,
                "windowsVirtualKeyCode",
                KEYS.getOrDefault(key, 0)));
        if (!key.equals("Tab")) {
            down.put("text", key.equals("Enter") ? "\r" : key);
        }
        send("Input.dispatchKeyEvent", down);
        down.put("type", "keyUp");
        down.remove("text");
        send("Input.dispatchKeyEvent", down);
    }

    /** Tabs on until the focus is on something with that text, and sees that the focus shows. */
    void tabTo(String text) throws Exception {
        var passed = new ArrayList<String>();
        for (int i = 0; i < 80; i++) {
            press("Tab");
            var focused = evaluate(
                            "document.activeElement.labels?.[0]?.innerText ?? document.activeElement.innerText ?? ''")
                    .asText()
                    .strip();
            passed.add(focused);
            if (focused.equals(text)) {
                var outline = evaluate("getComputedStyle(document.activeElement).outlineStyle")
                        .asText();
                if (outline.equals("none")) {
                    throw new AssertionError("The focus on '" + text + "' does not show.");
                }
                return;
            }
        }
        throw new AssertionError("The keyboard does not lead to '" + text + "', but past " + passed);
    }

    void size(int width, int height, boolean phone) throws Exception {
        send(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", phone));
    }

    void dark(boolean dark) throws Exception {
        var feature = Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light");
        send("Emulation.setEmulatedMedia", Map.of("features", List.of(feature)));
    }

    void scripts(boolean run) throws Exception {
        send("Emulation.setScriptExecutionDisabled", Map.of("value", !run));
    }

    /** The whole page as a picture, for people to look at. */
    void picture(String name) throws Exception {
        var height = evaluate("document.documentElement.scrollHeight").asInt();
        var width = evaluate("innerWidth").asInt();
        var clip = Map.of("x", 0, "y", 0, "width", width, "height", Math.min(height, 6000), "scale", 1);
        var png = send("Page.captureScreenshot", Map.of("format", "png", "clip", clip, "captureBeyondViewport", true));
        save(name, Base64.getDecoder().decode(png.path("data").asText()));
    }

    private static void save(String name, byte[] png) throws IOException {
        Files.write(Files.createDirectories(Path.of("target", "screenshots")).resolve(name + ".png"), png);
    }

    /** What a download that an act begins leaves in a folder. */
    Path download(Path folder, Act act) throws Exception {
        browser.send(
                "",
                "Browser.setDownloadBehavior",
                Map.of("behavior", "allow", "downloadPath", folder.toString(), "eventsEnabled", true));
        var begun = browser.events("Browser.downloadWillBegin");
        var progress = browser.events("Browser.downloadProgress");
        act.happen();
        var name = begun.poll(Chromium.PATIENCE_SECONDS, TimeUnit.SECONDS);
        for (var step = next(progress); !step.path("state").asText().equals("completed"); step = next(progress)) {
            if (step.path("state").asText().equals("canceled")) {
                throw new AssertionError("The download was cancelled.");
            }
        }
        if (name == null) {
            throw new AssertionError("No download began.");
        }
        return folder.resolve(name.path("suggestedFilename").asText());
    }

    private static JsonNode next(java.util.concurrent.BlockingQueue<JsonNode> events) throws InterruptedException {
        var event = events.poll(Chromium.PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (event == null) {
            throw new AssertionError("The download did not end.");
        }
        return event;
    }

    /** Errors of scripts, policy and network so far. */
    List<String> errors() {
        var errors = new ArrayList<String>();
        browser.events("Log.entryAdded").stream()
                .filter(e -> e.path("entry").path("level").asText().equals("error"))
                .forEach(e -> errors.add(e.path("entry").path("text").asText() + " "
                        + e.path("entry").path("url").asText()));
        browser.events("Runtime.exceptionThrown").forEach(e -> errors.add(e.toString()));
        return errors;
    }
}
