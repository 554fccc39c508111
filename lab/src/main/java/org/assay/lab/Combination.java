package org.assay.lab;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * At least so many of several statements. A lower bound at alpha over the number of parts that may fail, an upper bound at alpha over the number that must
 * hold: so the whole errs no more often than a single claim, in either direction.
 */
final class Combination {

    private Combination() {}

    static Ruling of(Statement.AtLeast s, List<Ruling> parts, int seeds) {
        int toRefute = parts.size() - s.needed() + 1;
        long shown = count(parts, Verdict.REPRODUCED);
        long direction = shown + count(parts, Verdict.PARTLY);
        long contradicted = count(parts, Verdict.CONTRADICTED);
        long failed = contradicted + count(parts, Verdict.NOT_REPRODUCED);
        long untestable = count(parts, Verdict.NOT_TESTABLE);
        Verdict verdict;
        if (shown >= s.needed()) {
            verdict = Verdict.REPRODUCED;
        } else if (contradicted >= toRefute) {
            verdict = Verdict.CONTRADICTED;
        } else if (failed >= toRefute) {
            verdict = Verdict.NOT_REPRODUCED;
        } else if (direction >= s.needed()) {
            verdict = Verdict.PARTLY;
        } else {
            verdict = untestable + failed >= toRefute ? Verdict.NOT_TESTABLE : Verdict.INCONCLUSIVE;
        }
        return new Ruling(
                verdict,
                Optional.empty(),
                Optional.empty(),
                0,
                seeds,
                List.of(),
                parts.stream().filter(Ruling::holds).count() >= s.needed(),
                settled(verdict, parts, s.needed(), toRefute),
                finding(s, parts),
                "",
                details(s, parts));
    }

    private static boolean settled(Verdict verdict, List<Ruling> parts, int needed, int toRefute) {
        return switch (verdict) {
            case REPRODUCED, CONTRADICTED -> true;
            case PARTLY -> settled(parts, Verdict.REPRODUCED, Verdict.PARTLY) >= needed;
            case NOT_REPRODUCED -> settled(parts, Verdict.NOT_REPRODUCED, Verdict.CONTRADICTED) >= toRefute;
            default -> false;
        };
    }

    private static long settled(List<Ruling> parts, Verdict one, Verdict other) {
        return parts.stream()
                .filter(part -> part.settled() && (part.verdict() == one || part.verdict() == other))
                .count();
    }

    private static String finding(Statement.AtLeast s, List<Ruling> parts) {
        var sentences = parts.stream()
                .map(part -> part.verdict().label() + ": " + part.finding())
                .toList();
        return count(parts, Verdict.REPRODUCED) + " of " + parts.size() + " parts are shown, " + s.needed()
                + (s.needed() == 1 ? " is" : " are") + " needed (" + String.join("; ", sentences) + ")";
    }

    private static Map<String, Object> details(Statement.AtLeast s, List<Ruling> rulings) {
        var parts = new ArrayList<Map<String, Object>>();
        for (int i = 0; i < rulings.size(); i++) {
            var ruling = rulings.get(i);
            var part = new LinkedHashMap<String, Object>();
            part.put("shape", s.of().get(i).words());
            part.put("verdict", ruling.verdict().name());
            ruling.estimate().ifPresent(estimate -> part.put("estimate", estimate));
            part.put("interval", ruling.bounds());
            part.put("delta", ruling.delta());
            part.put("values", ruling.values());
            part.put("details", ruling.details());
            parts.add(part);
        }
        var details = new LinkedHashMap<String, Object>();
        details.put("kind", "combined");
        details.put("needed", s.needed());
        details.put("parts", parts);
        return details;
    }

    private static long count(List<Ruling> parts, Verdict verdict) {
        return parts.stream().filter(part -> part.verdict() == verdict).count();
    }
}
