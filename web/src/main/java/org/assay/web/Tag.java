package org.assay.web;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assay.report.plot.SvgWriter;

/** An element with its attributes and what it holds. */
final class Tag implements Node {

    private static final Set<String> VOID = Set.of("input", "meta", "link", "img", "br");

    private final String name;
    private final Map<String, String> attributes = new LinkedHashMap<>();
    private final List<Node> children = new ArrayList<>();

    private Tag(String name) {
        this.name = name;
    }

    /** {@code parts} as in {@link Node#of}. */
    static Tag of(String name, Object... parts) {
        return new Tag(name).add(parts);
    }

    static Tag link(String href, Object... parts) {
        return of("a", parts).with("href", href);
    }

    /** An element of a class. */
    static Tag as(String name, String cssClass, Object... parts) {
        return of(name, parts).with("class", cssClass);
    }

    /** An input, its name and its value. */
    static Tag input(String type, String name, String value) {
        return of("input").with("type", type).with("name", name).with("value", value);
    }

    Tag add(Object... parts) {
        for (var part : parts) {
            children.add(Node.of(part));
        }
        return this;
    }

    Tag with(String attribute, String value) {
        attributes.put(attribute, value);
        return this;
    }

    /** An attribute that stands by itself, such as {@code checked}. */
    Tag when(boolean set, String attribute) {
        return set ? with(attribute, "") : this;
    }

    @Override
    public void write(StringBuilder out) {
        out.append('<').append(name);
        attributes.forEach((attribute, value) -> {
            out.append(' ').append(attribute);
            if (!value.isEmpty() || attribute.equals("alt") || attribute.equals("value")) {
                out.append("=\"").append(SvgWriter.escape(value)).append('"');
            }
        });
        out.append('>');
        if (!VOID.contains(name)) {
            children.forEach(child -> child.write(out));
            out.append("</").append(name).append('>');
        }
    }
}
