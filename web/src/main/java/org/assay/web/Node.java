package org.assay.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.assay.report.plot.SvgWriter;

/** A piece of a page. Texts are escaped where they are written. */
sealed interface Node permits Node.Text, Node.Markup, Node.All, Tag {

    void write(StringBuilder out);

    record Text(String text) implements Node {
        @Override
        public void write(StringBuilder out) {
            out.append(SvgWriter.escape(text));
        }
    }

    /** Finished drawings of our own: never anything that a study or a person wrote. */
    record Markup(String markup) implements Node {
        @Override
        public void write(StringBuilder out) {
            out.append(markup);
        }
    }

    record All(List<Node> nodes) implements Node {
        @Override
        public void write(StringBuilder out) {
            nodes.forEach(node -> node.write(out));
        }
    }

    /** Nodes as they are, several or none of them in order, and everything else as text. */
    static Node of(Object... parts) {
        var nodes = new ArrayList<Node>();
        for (var part : parts) {
            nodes.add(
                    switch (part) {
                        case Node node -> node;
                        case Iterable<?> some -> {
                            var inner = new ArrayList<Node>();
                            some.forEach(one -> inner.add(of(one)));
                            yield new All(List.copyOf(inner));
                        }
                        case Optional<?> one -> one.map(Node::of).orElse(new All(List.of()));
                        default -> new Text(String.valueOf(part));
                    });
        }
        return nodes.size() == 1 ? nodes.getFirst() : new All(List.copyOf(nodes));
    }

    static Node none() {
        return new All(List.of());
    }

    default String html() {
        var out = new StringBuilder();
        write(out);
        return out.toString();
    }
}
