package org.assay.report;

import java.util.ArrayList;
import java.util.List;

/** Cuts texts to what a page bears, at the end of a word and never silently. */
final class Clip {

    private static final Block ELSEWHERE = Block.paragraph("(Continued in report.html.)");

    /** Characters that a table's row counts for. */
    private static final int ROW = 60;

    private Clip() {}

    static String text(String text, int most) {
        return Span.plain(Span.cut(Span.of(text), most));
    }

    /** The first blocks that together have at most {@code most} characters, with a word on where the rest is. */
    static List<Block> blocks(List<Block> blocks, int most) {
        var kept = new ArrayList<Block>();
        int left = most;
        for (var block : blocks) {
            int length = length(block);
            if (length > left) {
                if (left > 80) {
                    kept.add(block(block, left));
                }
                kept.add(ELSEWHERE);
                return kept;
            }
            kept.add(block);
            left -= length;
        }
        return kept;
    }

    static Block block(Block block, int most) {
        return switch (block) {
            case Block.Paragraph p -> new Block.Paragraph(Span.cut(p.spans(), most));
            case Block.Heading h -> new Block.Heading(h.level(), text(h.text(), most));
            case Block.Code c -> new Block.Code(text(c.text(), most));
            case Block.Bullets b -> {
                var items = new ArrayList<List<Span>>();
                int left = most;
                for (var item : b.items()) {
                    if (left > 0) {
                        items.add(Span.cut(item, left));
                        left -= Span.plain(item).length();
                    }
                }
                yield new Block.Bullets(items);
            }
            case Block.Table t ->
                new Block.Table(
                        t.name(),
                        t.caption(),
                        t.columns(),
                        t.rows().stream().limit(Math.max(1, most / ROW)).toList());
            default -> block;
        };
    }

    private static int length(Block block) {
        return switch (block) {
            case Block.Paragraph p -> Span.plain(p.spans()).length() + 20;
            case Block.Heading h -> h.text().length() + 40;
            case Block.Code c -> c.text().length() + 40;
            case Block.Bullets b ->
                b.items().stream().mapToInt(i -> Span.plain(i).length() + 20).sum();
            case Block.Table t -> t.rows().size() * ROW;
            default -> 0;
        };
    }
}
