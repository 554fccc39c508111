package org.assay.report;

import java.util.ArrayList;
import java.util.List;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.BulletList;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.StrongEmphasis;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;

/** Notes and discussions: Markdown as blocks. Raw HTML is left out, pictures are named by their text alone. */
final class Markdown {

    private Markdown() {}

    /** Headings keep their depth: {@code #} and {@code ##} are sections, deeper ones parts. */
    static List<Block> blocks(String markdown) {
        var out = new ArrayList<Block>();
        children(Parser.builder().build().parse(markdown), out);
        return out;
    }

    private static void children(Node parent, List<Block> out) {
        for (var node = parent.getFirstChild(); node != null; node = node.getNext()) {
            switch (node) {
                case org.commonmark.node.Heading h ->
                    out.add(new Block.Heading(h.getLevel() <= 2 ? 1 : 2, Span.plain(spans(h))));
                case org.commonmark.node.Paragraph p -> {
                    var spans = spans(p);
                    if (!Span.plain(spans).isBlank()) {
                        out.add(new Block.Paragraph(spans));
                    }
                }
                case BulletList list -> out.add(list(list));
                case OrderedList list -> out.add(list(list));
                case FencedCodeBlock code -> out.add(new Block.Code(code.getLiteral()));
                case IndentedCodeBlock code -> out.add(new Block.Code(code.getLiteral()));
                case BlockQuote quote -> children(quote, out);
                default -> {}
            }
        }
    }

    private static Block list(Node list) {
        var items = new ArrayList<List<Span>>();
        for (var item = list.getFirstChild(); item != null; item = item.getNext()) {
            var spans = new ArrayList<Span>();
            for (var part = item.getFirstChild(); part != null; part = part.getNext()) {
                if (!spans.isEmpty()) {
                    spans.add(new Span.Plain(" "));
                }
                spans.addAll(spans(part));
            }
            items.add(List.copyOf(spans));
        }
        return new Block.Bullets(items);
    }

    private static List<Span> spans(Node parent) {
        var out = new ArrayList<Span>();
        for (var node = parent.getFirstChild(); node != null; node = node.getNext()) {
            switch (node) {
                case Text t -> out.add(new Span.Plain(t.getLiteral()));
                case SoftLineBreak b -> out.add(new Span.Plain(" "));
                case HardLineBreak b -> out.add(new Span.Plain(" "));
                case org.commonmark.node.Code c -> out.add(new Span.Mono(c.getLiteral()));
                case StrongEmphasis s -> out.add(new Span.Strong(Span.plain(spans(s))));
                case org.commonmark.node.Emphasis e -> out.add(new Span.Emphasis(Span.plain(spans(e))));
                case org.commonmark.node.Link l -> out.add(new Span.Link(Span.plain(spans(l)), l.getDestination()));
                default -> out.addAll(spans(node));
            }
        }
        return List.copyOf(out);
    }
}
