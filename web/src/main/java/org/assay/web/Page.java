package org.assay.web;

import java.util.Optional;

/**
 * A page of the dashboard.
 *
 * @param section the entry of the navigation that it belongs to
 * @param feed address of the events that keep its parts up to date
 * @param sortable whether its tables sort and its figures hide arms: only where nothing is replaced while one reads
 */
record Page(String title, String section, Optional<String> feed, boolean sortable, Node content) {

    static Page still(String title, String section, Node content) {
        return new Page(title, section, Optional.empty(), true, content);
    }

    static Page live(String title, String section, String feed, Node content) {
        return new Page(title, section, Optional.of(feed), false, content);
    }

    String html() {
        var head = Tag.of(
                "head",
                Tag.of("meta").with("charset", "utf-8"),
                meta("viewport", "width=device-width, initial-scale=1"),
                meta("color-scheme", "light dark"),
                Tag.of("title", title + " · Assay"),
                Tag.of("link").with("rel", "icon").with("href", Assets.address("icon.svg")),
                Tag.of("link").with("rel", "stylesheet").with("href", Assets.address("dashboard.css")),
                feed.map(_ -> script("dashboard.js")),
                sortable ? script("report.js") : Node.none());
        var body = Tag.of(
                        "body",
                        Tag.as("a", "skip", "Skip to the content").with("href", "#main"),
                        Tag.as("header", "bar", Tag.link("/", "Assay").with("class", "brand"), navigation()),
                        Tag.of("main", content).with("id", "main").with("tabindex", "-1"),
                        Tag.of(
                                "footer",
                                Tag.of(
                                        "p",
                                        "Assay only reads here: runs are started and stopped on the command line.")))
                .with("class", "dashboard");
        feed.ifPresent(address -> body.with("data-feed", address));
        return "<!doctype html>\n"
                + Tag.of("html", head, body).with("lang", "en").html() + "\n";
    }

    private static Tag meta(String name, String content) {
        return Tag.of("meta").with("name", name).with("content", content);
    }

    private static Tag script(String name) {
        return Tag.of("script").with("src", Assets.address(name)).with("defer", "");
    }

    private Tag navigation() {
        var list = Tag.of("ul", entry("Runs", "/"), entry("Studies", "/studies"), entry("Compare", "/compare"));
        return Tag.of("nav", list).with("aria-label", "Dashboard");
    }

    private Tag entry(String name, String href) {
        var link = Tag.link(href, name);
        return Tag.of("li", name.equals(section) ? link.with("aria-current", "page") : link);
    }
}
