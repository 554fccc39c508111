package org.assay.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.assay.report.Excerpt;

/** Style sheet, scripts and icon, each under an address that changes with its content, so that browsers may keep them. */
final class Assets {

    private record Asset(String type, String text, String version) {
        private static Asset of(String type, String text) {
            return new Asset(type, text, Hashes.hex(text).substring(0, 12));
        }
    }

    private static final Map<String, Asset> ALL = Map.of(
            "dashboard.css", Asset.of("text/css; charset=utf-8", Excerpt.style() + text("dashboard.css")),
            "dashboard.js", Asset.of("text/javascript; charset=utf-8", text("dashboard.js")),
            "report.js", Asset.of("text/javascript; charset=utf-8", Excerpt.script()),
            "icon.svg", Asset.of("image/svg+xml", text("icon.svg")));

    private Assets() {}

    static String address(String name) {
        return Url.path("assets", asset(name).version(), name);
    }

    static Answer answer(String version, String name) {
        var asset = asset(name);
        return Answer.bytes(200, asset.type(), asset.text().getBytes(StandardCharsets.UTF_8))
                .with(
                        "Cache-Control",
                        asset.version().equals(version) ? "private, max-age=31536000, immutable" : "no-cache");
    }

    private static Asset asset(String name) {
        var asset = ALL.get(name);
        if (asset == null) {
            throw Refusal.missing("There is no such file.");
        }
        return asset;
    }

    private static String text(String name) {
        try (var in = Assets.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("The file " + name + " is missing from the web module's jar.");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
