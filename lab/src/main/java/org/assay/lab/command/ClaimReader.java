package org.assay.lab.command;

import java.util.ArrayList;
import java.util.List;
import org.assay.lab.ClaimBuilder;
import org.assay.lab.LabException;
import org.assay.lab.PlanBuilder;
import org.assay.lab.PlanException;
import org.assay.lab.Published;

/** A claim of a YAML study: what it is called, under which conditions it is judged, and its statement. */
final class ClaimReader {

    private static final List<String> ENTRIES =
            List.of("id", "text", "primary", "untilDecided", "unit", "published", "given", "givenShown", "givenInSeed");

    private final Sheet sheet;

    private ClaimReader(Sheet sheet) {
        var all = new ArrayList<>(ENTRIES);
        all.addAll(StatementReader.ENTRIES);
        this.sheet = sheet.only(all.toArray(String[]::new));
    }

    static <S extends Record> PlanBuilder<S> add(PlanBuilder<S> plan, Sheet sheet) {
        try {
            return new ClaimReader(sheet).addTo(plan);
        } catch (PlanException e) {
            throw new LabException("In " + sheet.place() + ": " + e.getMessage(), e);
        }
    }

    private <S extends Record> PlanBuilder<S> addTo(PlanBuilder<S> plan) {
        var id = sheet.text("id");
        var text = sheet.text("text");
        var claim = sheet.flag("primary", false) ? plan.primary(id, text) : plan.secondary(id, text);
        claim.unit(sheet.text("unit", ""));
        publish(claim);
        if (sheet.flag("untilDecided", false)) {
            var _ = claim.untilDecided();
        }
        sheet.sheets("given").forEach(guard -> claim.given(StatementReader.alone(guard)));
        sheet.sheets("givenShown").forEach(guard -> claim.givenShown(StatementReader.alone(guard)));
        sheet.sheets("givenInSeed").forEach(guard -> claim.givenInSeed(StatementReader.alone(guard)));
        return claim.that(StatementReader.of(sheet));
    }

    private void publish(ClaimBuilder<?> claim) {
        if (sheet.has("published")) {
            var published = sheet.sheet("published").only("value", "place", "source");
            var source = switch (published.text("source")) {
                case "read" -> Published.Source.READ;
                case "recalled" -> Published.Source.RECALLED;
                default ->
                    throw new LabException("The source of a published number is read or recalled, not "
                            + published.text("source") + " (" + published.place() + ").");
            };
            var _ = claim.published(published.text("value"), published.text("place"), source);
        }
    }
}
