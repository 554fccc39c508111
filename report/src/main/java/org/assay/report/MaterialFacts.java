package org.assay.report;

import java.util.ArrayList;
import java.util.List;
import org.assay.lab.Materials;
import org.assay.lab.RunRecord;
import org.assay.report.Block.Cell;
import org.assay.report.Block.Column;
import org.assay.report.Block.Table;

/** Data, models and code of others, as the study declares them and as the run counted them. */
final class MaterialFacts {

    private MaterialFacts() {}

    static List<Block> data(Materials materials) {
        if (materials.data().isEmpty()) {
            return List.of(Block.paragraph(
                    "The study declares no data set from outside; what it generates is part of its source."));
        }
        var blocks = new ArrayList<Block>();
        var rows = materials.data().stream()
                .map(d -> List.of(
                        Cell.of(
                                new Span.Strong(d.title()),
                                new Span.Plain(d.version().isBlank() ? "" : ", version " + d.version())),
                        Cell.of(HtmlReport.identifier(d.source()), new Span.Plain("; " + d.licence())),
                        Cell.of(splits(d)),
                        Cell.of(d.preparation().isBlank() ? "none" : d.preparation())))
                .toList();
        blocks.add(new Table(
                "data",
                "Data sets.",
                List.of(
                        Column.text("Data set", 2),
                        Column.text("Source; licence", 3),
                        Column.text("Splits", 3),
                        Column.text("Preparation", 3)),
                rows));
        var files = materials.data().stream()
                .flatMap(d -> d.files().stream()
                        .map(f -> List.of(
                                Cell.of(d.id() + "/" + f.path()),
                                Cell.of(Numbers.bytes(f.bytes()), (double) f.bytes()),
                                Cell.of(new Span.Mono(f.sha256())))))
                .toList();
        if (!files.isEmpty()) {
            blocks.add(new Block.Folded(
                    "Files with SHA-256",
                    List.of(new Table(
                            "data-files",
                            "Files of the data sets as the study declares them.",
                            List.of(Column.text("File", 3), Column.number("Size", 1), Column.text("SHA-256", 5)),
                            files))));
        }
        return blocks;
    }

    private static String splits(Materials.Data data) {
        return String.join(
                "; ",
                data.splits().stream()
                        .map(s -> s.name() + " " + Numbers.count(s.items(), "item")
                                + (s.content().isBlank() ? "" : " (" + s.content() + ")"))
                        .toList());
    }

    /** Each model's architecture, and the parameters that trials counted. */
    static List<Block> models(Materials materials, RunRecord record) {
        var items = new ArrayList<List<Span>>();
        for (var m : materials.models()) {
            String size = m.parameters()
                    .map(p -> ", " + Numbers.count(p, "parameter"))
                    .orElse("");
            items.add(List.of(new Span.Strong(m.name()), new Span.Plain(size + ": " + m.architecture())));
        }
        var arms = new Arms(record);
        for (var arm : record.arms()) {
            var counted = arms.values(arm.name(), "parameters");
            if (counted.length > 0) {
                items.add(Span.of(
                        arm.name() + ": " + Numbers.plain(Estimate.of(counted).mean()) + " parameters"));
            }
        }
        return items.isEmpty() ? List.of() : List.of(new Block.Bullets(items));
    }

    static List<Block> reused(Materials materials) {
        var items = materials.reused().stream()
                .map(r -> List.<Span>of(
                        new Span.Strong(r.name()),
                        new Span.Plain(" (" + r.licence() + "), " + r.use() + ": "),
                        HtmlReport.identifier(r.address())))
                .toList();
        return items.isEmpty() ? List.of() : List.of(new Block.Bullets(items));
    }
}
