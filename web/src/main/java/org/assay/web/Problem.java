package org.assay.web;

/** Pages for what did not work, and the one that asks for the token. */
final class Problem {

    private Problem() {}

    static Page page(int status, String sentence) {
        var title = switch (status) {
            case 404 -> "Not found";
            case 500, 503 -> "Trouble";
            default -> "Refused";
        };
        return Page.still(
                title, "", Node.of(Tag.of("h1", title), Tag.of("p", sentence), Tag.of("p", Tag.link("/", "All runs"))));
    }

    static Page login(boolean wrong) {
        var field = Tag.input("password", "token", "")
                .with("id", "token")
                .with("autocomplete", "current-password")
                .with("autofocus", "")
                .with("required", "");
        var form = Tag.of("form", Tag.of("label", "Token").with("for", "token"), field, Tag.of("button", "Enter"))
                .with("method", "post")
                .with("action", "/login")
                .with("class", "choose");
        return Page.still(
                "Token",
                "",
                Node.of(
                        Tag.of("h1", "This dashboard asks for its token"),
                        wrong ? Tag.as("p", "bad", "That is not the token.").with("role", "alert") : Node.none(),
                        Tag.of("p", "It stands in the file that assay serve named when it started."),
                        form));
    }
}
